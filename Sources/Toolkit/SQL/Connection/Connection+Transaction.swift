extension Connection {
    /// BEGIN, `body`, COMMIT; ROLLBACK when `body` throws.
    func inTransaction<T>(statementTimeout limit: Duration?, _ body: (Connection) throws -> T) throws -> T {
        // One round trip for both statements.
        try execute(script: Self.begin(statementTimeout: limit))
        if let limit { statementTimeout = limit }
        let value: T
        do {
            value = try body(self)
            try refuseFailedTransaction()
            if cancellation.isCancelled { throw CancellationError() }
            // Seen before COMMIT is sent, a loss is harmless: the transaction runs again.
            guard link.isAlive else { throw SQLError(.connection, "the connection to the database was lost") }
        } catch {
            rollBack()
            throw error
        }
        try commit()
        return value
    }

    private static func begin(statementTimeout limit: Duration?) -> String {
        let begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
        return limit.map { "\(begin); SET LOCAL statement_timeout = \($0.milliseconds)" } ?? begin
    }

    /// COMMIT would be answered with a silent ROLLBACK.
    private func refuseFailedTransaction() throws {
        guard link.hasFailedTransaction else { return }
        throw SQLError(.failedTransaction, "a statement of the transaction failed and its error was not passed on")
    }

    /// When this fails the session drops the connection, which rolls back as well.
    private func rollBack() {
        guard !link.isBroken, !link.isIdle else { return }
        do { try finish("ROLLBACK") } catch { link.close() }
    }

    private func commit() throws {
        do {
            try finish("COMMIT")
        } catch let error as SQLError where error.code == .connection || error.code == .timeout {
            throw SQLError(
                .outcomeUnknown, "the connection to the database was lost during COMMIT", sqlState: error.sqlState)
        }
    }
}
