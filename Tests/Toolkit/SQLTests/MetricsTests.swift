import Logging
import MetricsTestKit
import SQL
import TestSupport
import Testing

@Suite("The durations of calls")
struct MetricsTests {
    @Test("Each call counts once, as what it was and how it ended, and its wait counts apart")
    func recordsCalls() async throws {
        try await TestDatabase.with { test in
            let metrics = TestMetrics()
            let database = Database(test.address, threads: 1, metrics: metrics, logger: TestDatabase.quiet)
            _ = try await database.read { try $0.query("select 1", []).one().int(0) }
            _ = try await database.transaction { try $0.query("select 1", []).one().int(0) }
            await #expect(throws: SQLError.self) { try await database.read { _ = try $0.query("select wrong", []) } }
            await database.close()
            func count(_ kind: String, _ result: String) throws -> Int {
                try metrics.expectTimer(
                    "martlet_sql_call_duration_seconds", [("kind", kind), ("result", result)]
                ).values.count
            }
            #expect(try count("read", "success") == 1)
            #expect(try count("read", "failure") == 1)
            #expect(try count("transaction", "success") == 1)
            #expect(try count("transaction", "failure") == 0)
            #expect(try metrics.expectTimer("martlet_sql_wait_duration_seconds").values.count == 3)
        }
    }
}
