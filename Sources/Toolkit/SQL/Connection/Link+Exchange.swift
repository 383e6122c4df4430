import CLibPQ

extension Link {
    /// Sends one command and takes all of its results; the last one counts.
    /// - Throws: `SQLError`; `CancellationError` when the call was cancelled, after which the connection is closed.
    func exchange(until deadline: ContinuousClock.Instant, _ send: (OpaquePointer) -> Int32) throws -> StatementResult {
        guard !isBroken else { throw SQLError(.connection, "the connection to the database was lost") }
        guard send(pointer) == 1 else { throw lost() }
        try flush(until: deadline)
        return try collect(until: deadline)
    }

    private func flush(until deadline: ContinuousClock.Instant) throws {
        while true {
            switch PQflush(pointer) {
            case 0: return
            case 1: break
            default: throw lost()
            }
            try wait(for: [.read, .write], until: deadline)
            // While it does not read us, the server may be waiting for us to read it.
            if socket.hasInput, PQconsumeInput(pointer) != 1 { throw lost() }
        }
    }

    private func collect(until deadline: ContinuousClock.Instant) throws -> StatementResult {
        var last: StatementResult?
        var failure: SQLError?
        while let result = try nextResult(until: deadline) {
            switch PQresultStatus(result.pointer) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: last = result
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                close()
                throw SQLError(.syntax, "COPY cannot be used here")
            default: failure = failure ?? SQLError(result: result.pointer)
            }
        }
        if let failure { throw isBroken ? lost(failure) : failure }
        guard let last else { throw lost() }
        return last
    }

    private func nextResult(until deadline: ContinuousClock.Instant) throws -> StatementResult? {
        while PQisBusy(pointer) == 1 {
            try wait(for: .read, until: deadline)
            guard PQconsumeInput(pointer) == 1 else { throw lost() }
        }
        return PQgetResult(pointer).map(StatementResult.init)
    }

    private func wait(for interest: SocketWait.Interest, until deadline: ContinuousClock.Instant) throws {
        switch socket.wait(for: interest, until: deadline) {
        case .ready: return
        case .timedOut:
            close()
            throw SQLError(.timeout, "the database server did not answer a statement in time")
        case .woken:
            // A cancel request may arrive late and would then hit the next statement, so the connection is given up.
            cancelStatement()
            close()
            throw CancellationError()
        }
    }

    /// The server's farewell, when there was one, says more than "lost".
    private func lost(_ reason: SQLError? = nil) -> SQLError {
        close()
        var error = reason ?? SQLError(.connection, "the connection to the database was lost")
        error.code = .connection
        error.hint = SQLError.Code.connection.advice
        return error
    }
}
