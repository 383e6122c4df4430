import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import SQL
import Store

/// A real martletd whose syncs have all been applied.
struct RestServer: Sendable {
    /// What was spent up to now.
    struct Cost: Sendable {
        /// Seconds of CPU of the server, its git children and its Postgres.
        let processor: Double
        /// Transactions, of which each statement that only reads is one.
        let statements: Int64
        /// Rows inserted, updated and deleted.
        let rows: Int64
        /// Bytes that the git host sent.
        let bytes: Int64
        /// Questions to repositories.
        let polls: Int64
    }

    let process: Int32
    private let database: Database
    private let metricsPort: Int
    private let accessLog: String

    static func with<T: Sendable>(
        _ place: Workplace, _ repositories: RestRepositories, at base: String, interval: Duration,
        _ body: (RestServer) async throws -> T
    ) async throws -> T {
        let (state, bootstrap) = ("\(place.directory)/rest-state", try place.folder("rest-bootstrap"))
        try Workplace.write(repositories.bootstrap(at: base), to: "\(bootstrap)/all.yaml")
        let metrics = try await Port.free()
        let command = [
            "\(place.programs)/martletd", "serve", "--state-dir", state, "--bootstrap", bootstrap,
            "--roles", "worker,periodic", "--metrics-address", "127.0.0.1:\(metrics)",
            "--sync-interval", "\(Int(interval.seconds))s", "--log-level", "warning",
            "--allow-private-addresses",
        ]
        return try await Program.with(command, log: "\(place.directory)/rest.log") { process in
            try await wait(for: "martletd") { await Port.listens(metrics) }
            let database = Database(
                DatabaseAddress(socketDirectory: "\(state)/postgres/run", user: "martlet", database: "postgres"),
                threads: 1, statementTimeout: .seconds(120), logger: place.logger)
            let server = RestServer(
                process: process, database: database, metricsPort: metrics,
                accessLog: "\(place.directory)/git-host/access.log")
            let outcome: Result<T, any Error>
            do {
                try await server.rest(repositories.syncs)
                outcome = .success(try await body(server))
            } catch {
                outcome = .failure(error)
            }
            await database.close()
            return try outcome.get()
        }
    }

    /// Waits until every sync is applied and a round of polls has found nothing to do.
    private func rest(_ syncs: Int) async throws {
        for _ in 0..<20 {
            do {
                return try await wait(for: "the syncs") { try await isAtRest(syncs) }
            } catch is BenchError {
                // A first sync of everything may take longer than a minute.
                continue
            }
        }
        throw BenchError("the syncs do not come to rest")
    }

    private func isAtRest(_ syncs: Int) async throws -> Bool {
        try await Task.sleep(for: .milliseconds(500))
        return try await database.read { connection in
            let row = try connection.query(
                """
                select (select count(*) from sync_state where applied_oid is not null), (select count(*) from job),
                       (select count(*) from repository_poll)
                """, []
            ).one()
            return try (row.int(0), row.int(1), row.int(2)) == (Int64(syncs), 0, 0)
        }
    }

    /// What was spent up to now.
    func cost() async throws -> Cost {
        // What Postgres counts is told late by sessions that are idle.
        try await Task.sleep(for: .seconds(2))
        let counters = try await Counters.read(database)
        let statements = try await database.read { connection in
            try connection.query(
                "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()", []
            ).one().int(0)
        }
        return Cost(
            processor: try Machine.processorTime(ofTree: process), statements: statements, rows: counters.rows,
            bytes: Self.sum(of: accessLog), polls: try await polls())
    }

    private func polls() async throws -> Int64 {
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(metricsPort)/metrics")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let text = String(buffer: try await response.body.collect(upTo: 4 << 20))
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("martlet_sync_polls_total{") }
        return lines.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.map { Int64($0) }.reduce(0, +)
    }

    /// The numbers of a file of one number a line, together.
    private static func sum(of file: String) -> Int64 {
        let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").compactMap { Int64($0) }.reduce(0, +)
    }
}
