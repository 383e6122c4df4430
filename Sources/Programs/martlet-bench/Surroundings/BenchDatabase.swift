import Logging
import PrivatePostgres
import SQL
import Store

/// A private PostgreSQL with Martlet's schema, as martletd makes one.
struct BenchDatabase: Sendable {
    let store: Store

    var database: Database { store.database }

    static func with<T: Sendable>(
        _ directory: String, threads: Int, logger: Logger, _ body: (BenchDatabase) async throws -> T
    ) async throws -> T {
        try await serving(directory, threads: threads, logger: logger) { database in
            let store = Store(database: database)
            _ = try await store.migrate()
            return try await body(BenchDatabase(store: store))
        }
    }

    /// Runs `body` while the server runs, whatever is in it.
    static func serving<T: Sendable>(
        _ directory: String, threads: Int, logger: Logger, _ body: (Database) async throws -> T
    ) async throws -> T {
        let postgres = PrivatePostgres(directory: directory, logger: logger)
        let address = try await postgres.start()
        let database = Database(address, threads: threads, statementTimeout: .seconds(120), logger: logger)
        let outcome: Result<T, any Error>
        do { outcome = .success(try await body(database)) } catch { outcome = .failure(error) }
        // Not a child task: stopping must be complete although this task may be cancelled. It is waited for here.
        try await Task {
            await database.close()
            try await postgres.stop()
        }.value
        return try outcome.get()
    }
}

/// What PostgreSQL counts.
struct Counters: Sendable {
    /// Rows inserted, updated and deleted in all tables.
    let rows: Int64
    /// Bytes of write-ahead log so far.
    let log: Int64

    static func read(_ database: Database) async throws -> Counters {
        // Counts are kept back for up to a second in each session; the caller's database has one session.
        try await database.read { _ = try $0.query("select pg_stat_force_next_flush()", []) }
        return try await database.read { connection in
            let row = try connection.query(
                """
                select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint,
                       (pg_current_wal_lsn() - '0/0')::bigint
                from pg_stat_user_tables
                """, []
            ).one()
            return try Counters(rows: row.int(0), log: row.int(1))
        }
    }
}
