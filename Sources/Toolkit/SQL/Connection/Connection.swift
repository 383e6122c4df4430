import CLibPQ

/// A database connection, lent to the closure that runs on its thread. It cannot leave that closure.
///
/// Statements are prepared on first use and kept by their text. A statement must therefore be a constant with
/// parameters: texts made up of values would push each other out.
public final class Connection {
    /// How many prepared statements one connection keeps.
    static let maximumStatements = 500
    /// How much longer than the server's own time-out the client waits before it gives the connection up.
    private static let grace = Duration.seconds(5)

    let link: Link
    let cancellation: Cancellation
    var statementTimeout: Duration
    private let statements: StatementCache

    init(link: Link, statements: StatementCache, cancellation: Cancellation, statementTimeout: Duration) {
        self.link = link
        self.statements = statements
        self.cancellation = cancellation
        self.statementTimeout = statementTimeout
    }

    /// Runs one statement.
    /// - Parameters:
    ///   - sql: one statement with `$1`, `$2`, … for values.
    ///   - parameters: the values in order.
    /// - Throws: `SQLError`, or `CancellationError` when the calling task was cancelled.
    @discardableResult
    public func query(_ sql: String, _ parameters: [Parameter] = []) throws -> Rows {
        let encoded = try EncodedParameters(parameters)
        let name = try prepare(sql)
        let result = try exchange { pointer in
            encoded.withPointers { count, values, lengths, formats in
                PQsendQueryPrepared(pointer, name, count, values, lengths, formats, 0)
            }
        }
        return Rows(result)
    }

    /// Runs several statements without parameters, separated by semicolons, as one implicit transaction unless the
    /// script says otherwise. For migrations. The whole script must end within the statement time-out.
    /// - Throws: `SQLError`, or `CancellationError` when the calling task was cancelled.
    public func execute(script: String) throws {
        guard !script.utf8.contains(0) else { throw SQLError(.invalidParameter, "a script holds NUL (U+0000)") }
        _ = try exchange { PQsendQuery($0, script) }
    }

    /// COMMIT and ROLLBACK: not interrupted by cancellation, so that it is known how they ended.
    func finish(_ command: String) throws {
        link.isInterruptible = false
        defer { link.isInterruptible = true }
        _ = try link.exchange(until: .now + statementTimeout + Self.grace) { PQsendQuery($0, command) }
    }

    private func prepare(_ sql: String) throws -> String {
        if let name = statements.name(of: sql) { return name }
        guard !sql.utf8.contains(0) else { throw SQLError(.invalidParameter, "a statement holds NUL (U+0000)") }
        if statements.count >= Self.maximumStatements {
            try execute(script: "DEALLOCATE ALL")
            statements.removeAll()
        }
        let name = statements.nextName()
        _ = try exchange { PQsendPrepare($0, name, sql, 0, nil) }
        statements.add(sql, name: name)
        return name
    }

    private func exchange(_ send: (OpaquePointer) -> Int32) throws -> StatementResult {
        if cancellation.isCancelled { throw CancellationError() }
        do {
            return try link.exchange(until: .now + statementTimeout + Self.grace, send)
        } catch let error as SQLError {
            if error.isStalePlan { statements.isStale = true }
            throw error
        }
    }
}

/// The prepared statements of one connection.
final class StatementCache {
    private var names: [String: String] = [:]
    private var made = 0
    /// The server and this table no longer agree; the connection is replaced after the call.
    var isStale = false

    var count: Int { names.count }
    func name(of sql: String) -> String? { names[sql] }
    func add(_ sql: String, name: String) { names[sql] = name }
    func removeAll() { names.removeAll() }

    /// Never the same name twice on one connection.
    func nextName() -> String {
        made += 1
        return "s\(made)"
    }
}
