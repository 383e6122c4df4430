import Synchronization

/// What every connection of a `Database` is given.
struct DatabaseSettings: Sendable {
    let address: DatabaseAddress
    let statementTimeout: Duration
    let history = ConnectionHistory()

    /// Sent as statements and not as start-up options, which PgBouncer refuses.
    ///
    /// Sessions are read-only by default, so that `Database.read` may run again after a lost connection; transactions
    /// say READ WRITE themselves.
    var sessionScript: String {
        """
        SET statement_timeout = \(statementTimeout.milliseconds);
        SET idle_in_transaction_session_timeout = 60000;
        SET client_connection_check_interval = 2000;
        SET default_transaction_read_only = on;
        SET bytea_output = hex;
        SET timezone = 'UTC';
        """
    }
}

/// Whether the database was ever reached. One that was will come back, and is waited for; one that was not is more likely
/// to be a wrong address, which the operator should learn at once.
final class ConnectionHistory: Sendable {
    private let reached = Atomic(false)

    var hasReached: Bool { reached.load(ordering: .relaxed) }
    func noteReached() { reached.store(true, ordering: .relaxed) }
}

extension Duration {
    /// Whole milliseconds, at least 1 for any positive duration, since 0 means "no limit" to Postgres.
    var milliseconds: Int64 {
        max(self > .zero ? 1 : 0, components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
