import CoreMetrics
import Logging

/// A Postgres database behind a fixed set of threads.
///
/// Each thread owns one connection and runs whole closures on it with blocking calls; callers only await the closure's
/// end. So no cooperative thread ever blocks, and no transaction can be held open across other input and output.
///
/// - A call that finds `maximumWaiting` others before it fails at once with `SQLError.Code.busy`.
/// - Cancelling the calling task takes a waiting call out of the queue and interrupts a running statement; the caller
///   gets a `CancellationError`.
/// - Connections are opened when needed, tested before each call and replaced when they broke.
public final class Database: Sendable {
    private let pool: ThreadPool
    private let history: ConnectionHistory
    private let metrics: CallMetrics
    private let logger: Logger

    /// Makes the database's face; threads start at the first call and connect when they get work.
    /// - Parameters:
    ///   - address: where the database is.
    ///   - threads: how many statements run at once; each thread keeps one connection.
    ///   - maximumWaiting: how many calls may wait for a thread.
    ///   - statementTimeout: how long one statement may take on the server.
    ///   - metrics: where the durations of calls are recorded.
    public init(
        _ address: DatabaseAddress, threads: Int = 8, maximumWaiting: Int = 1024,
        statementTimeout: Duration = .seconds(30), metrics: any MetricsFactory = MetricsSystem.factory,
        logger: Logger
    ) {
        let settings = DatabaseSettings(address: address, statementTimeout: statementTimeout)
        pool = ThreadPool(settings, threads: max(1, threads), maximumWaiting: max(1, maximumWaiting))
        history = settings.history
        self.metrics = CallMetrics(factory: metrics)
        self.logger = logger
    }

    deinit { pool.shutDown() }

    /// Runs statements that only read, each for itself. A statement that writes fails with `SQLError.Code.readOnly`.
    ///
    /// `body` runs again when the connection was lost, so it must not do anything else.
    /// - Throws: what `body` throws, `SQLError`, or `CancellationError`.
    public func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await attempting { [pool, metrics] in
            try await metrics.measuring(.read) { call in
                try await pool.run { session, cancellation in
                    call.started()
                    return try session.withConnection(cancellation, body)
                }
            }
        }
    }

    /// Runs `body` in one read-committed transaction: committed when it returns, rolled back when it throws.
    ///
    /// `body` runs again after a serialization failure, a deadlock, or a connection lost before COMMIT was sent; it
    /// must therefore have no effects outside the database. A connection lost during COMMIT is
    /// `SQLError.Code.outcomeUnknown`.
    /// - Parameter statementTimeout: replaces the database's limit on each statement, for migrations and the like.
    /// - Throws: what `body` throws, `SQLError`, or `CancellationError`.
    public func transaction<T: Sendable>(
        statementTimeout: Duration? = nil, _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await attempting { [pool, metrics] in
            try await metrics.measuring(.transaction) { call in
                try await pool.run { session, cancellation in
                    call.started()
                    return try session.withConnection(cancellation) { connection in
                        try connection.inTransaction(statementTimeout: statementTimeout, body)
                    }
                }
            }
        }
    }

    /// Refuses new and waiting calls with `SQLError.Code.closed`, lets running ones finish, and closes the connections.
    public func close() async { await pool.close() }

    private func attempting<T: Sendable>(_ operation: @Sendable () async throws -> T) async throws -> T {
        var attempt = 1
        while true {
            do {
                return try await operation()
            } catch let error as SQLError {
                guard error.code != .connection || history.hasReached,
                    let delay = Retry.delay(after: error, attempt: attempt, random: .random(in: 0..<1))
                else { throw error }
                logger.debug("database call is tried again", metadata: ["attempt": "\(attempt)", "reason": "\(error)"])
                try await Task.sleep(for: delay)
                attempt += 1
            }
        }
    }
}
