import Logging
import SQL

/// Counts the statements that a database is asked for, with PostgreSQL's own extension for it.
struct StatementCounter: Sendable {
    private let database: Database

    /// Runs `body` with a database whose statements are counted.
    static func with<T: Sendable>(
        _ directory: String, threads: Int, logger: Logger,
        _ body: (BenchDatabase, StatementCounter) async throws -> T
    ) async throws -> T {
        try await load(directory, logger)
        return try await BenchDatabase.with(directory, threads: threads, logger: logger) { bench in
            try await bench.database.transaction { try $0.execute(script: "create extension pg_stat_statements") }
            return try await body(bench, StatementCounter(database: bench.database))
        }
    }

    /// The extension counts from the start of the server on.
    private static func load(_ directory: String, _ logger: Logger) async throws {
        try await BenchDatabase.serving(directory, threads: 1, logger: logger) { database in
            // No transaction: the statement refuses to be part of one.
            try await database.read {
                try $0.execute(script: "alter system set shared_preload_libraries = 'pg_stat_statements'")
            }
        }
    }

    /// Begins to count from zero.
    func reset() async throws {
        try await database.transaction { _ = try $0.query("select pg_stat_statements_reset()") }
    }

    /// How many statements were run since, transactions' own aside.
    func count() async throws -> Int64 {
        try await database.read { connection in
            try connection.query(
                """
                select coalesce(sum(calls), 0)::bigint from pg_stat_statements
                where query not ilike 'begin%' and query not ilike 'commit%' and query not ilike '%pg_stat_statements%'
                """
            ).one().int(0)
        }
    }
}
