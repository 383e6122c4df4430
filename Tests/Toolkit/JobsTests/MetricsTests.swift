import CoreMetrics
import Jobs
import MetricsTestKit
import SQL
import TestSupport
import Testing

@Suite("Metrics of workers") struct MetricsTests {
    private struct Failure: Error {}

    @Test("Successes, retries and failures are counted under the names that dashboards know")
    func counts() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            let metrics = TestMetrics()
            var options = JobWorkerOptions.quick
            options.maximumAttempts = 2
            let worker = JobWorker(
                database: test.database, name: "test",
                handlers: ["good": { _ in }, "bad": { _ in throw Failure() }], options: options,
                logger: TestDatabase.quiet,
                metricsFactory: metrics)
            try await test.enqueue(.test("a", kind: "good"), .test("b", kind: "bad"), .test("c", kind: "other"))
            try await test.running(worker) {
                while try await test.number("SELECT count(*) FROM job WHERE kind = 'good' OR state <> 2") > 1 {
                    await Task.yield()
                }
                let depth = try metrics.expectGauge("flightctl_worker_queue_depth", [("queue", "dead")])
                while depth.lastValue != 1 { await Task.yield() }
            }
            func total(_ name: String, _ dimensions: [(String, String)] = []) throws -> Int64 {
                try metrics.expectCounter("flightctl_worker_" + name, dimensions).totalValue
            }
            #expect(try total("messages_processed_total", [("status", "success")]) == 1)
            #expect(try total("messages_processed_total", [("status", "queued_for_retry")]) == 1)
            #expect(try total("messages_processed_total", [("status", "permanent_failure")]) == 1)
            #expect(try total("message_retries_total") == 1)
            #expect(try total("message_retryable_failures_total") == 1)
            #expect(try total("message_permanent_failures_total") == 1)
            #expect(try total("tasks_by_type_total", [("task_type", "bad")]) == 2)
            #expect(try total("tasks_by_type_total", [("task_type", "good")]) == 1)
            let timer = try metrics.expectTimer(
                "flightctl_worker_task_execution_duration_seconds", [("task_type", "bad")])
            #expect(timer.values.count == 2)
            #expect(try metrics.expectGauge("flightctl_worker_messages_in_progress").lastValue == 0)
            #expect(try metrics.expectGauge("flightctl_worker_queue_depth", [("queue", "waiting")]).lastValue == 1)
        }
    }
}
