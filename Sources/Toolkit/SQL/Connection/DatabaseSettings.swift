/// What every connection of a `Database` is given.
struct DatabaseSettings: Sendable {
    let address: DatabaseAddress
    let statementTimeout: Duration

    /// Sent as statements and not as start-up options, which PgBouncer refuses.
    ///
    /// Sessions are read-only by default, so that `Database.read` may run again after a lost connection; transactions say
    /// READ WRITE themselves.
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

extension Duration {
    /// Whole milliseconds, at least 1 for any positive duration, since 0 means "no limit" to Postgres.
    var milliseconds: Int64 {
        max(self > .zero ? 1 : 0, components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
