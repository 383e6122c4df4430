import Jobs
import SQL
import Synchronization
import TestSupport
import Testing

@Suite("Leases and stopping") struct LeaseTests {
    @Test("A killed worker's job runs again when its lease has expired (P7)")
    func expiry() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            try await test.enqueue(.test("a"))
            // What a worker that was killed leaves behind.
            try await test.change(
                "UPDATE job SET state = 1, attempt = 1, worker = 'killed', lease_until = now() + interval '1 hour'")
            let done = Signals<Int>()
            try await test.running(test.worker(["k": { done.send($0.attempt) }])) {
                try await test.enqueue(.test("other"))
                #expect(await done.next() == 1)
                #expect(try await test.number("SELECT count(*) FROM job WHERE state = 1 AND worker = 'killed'") == 1)
                try await test.change(
                    "UPDATE job SET lease_until = now() - interval '1 second' WHERE worker = 'killed'")
                #expect(await done.next() == 2)
                while try await test.number("SELECT count(*) FROM job") > 0 { await Task.yield() }
            }
        }
    }

    @Test("A clock of the database that falls back holds up neither a waiting job nor that of a killed worker (P7)")
    func clockFellBack() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            try await test.enqueue(.test("running"), .test("waiting"))
            // What was written while the clock was ahead.
            try await test.change("UPDATE job SET run_at = now() + interval '40 days'")
            try await test.change(
                """
                UPDATE job SET state = 1, attempt = 1, worker = 'killed', lease_until = now() + interval '40 days'
                WHERE key = 'running'
                """)
            let done = Signals<String>()
            try await test.running(test.worker(["k": { done.send($0.key) }])) {
                #expect(await Set([done.next(), done.next()]) == ["running", "waiting"])
            }
        }
    }

    @Test("A job that kills its worker every time becomes a dead letter")
    func poison() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            try await test.enqueue(.test("a"))
            try await test.change(
                "UPDATE job SET state = 1, attempt = 10, worker = 'killed', lease_until = now() - interval '1 second'")
            try await test.running(test.worker(["k": { _ in _ = Issue.record("must not run") }])) {
                while try await test.dead().isEmpty { await Task.yield() }
                #expect(try await test.dead().first?.error == "the worker was lost while the job ran")
            }
        }
    }

    @Test("An expired job whose key waits again becomes one with it")
    func expiredAndWaiting() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            try await test.enqueue(.test("a", priority: 7))
            try await test.change(
                "UPDATE job SET state = 1, attempt = 4, worker = 'killed', lease_until = now() - interval '1 second'")
            try await test.enqueue(.test("a"))
            let done = Signals<Int>()
            try await test.running(test.worker(["k": { done.send($0.attempt) }])) {
                #expect(await done.next() == 5)
                while try await test.number("SELECT count(*) FROM job") > 0 { await Task.yield() }
            }
        }
    }

    @Test("A lease is renewed as long as the handler runs")
    func renewal() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            var options = JobWorkerOptions.quick
            options.lease = .seconds(3)
            let started = Signals<Void>()
            let gate = Signals<Void>()
            let runs = Mutex(0)
            let handler: JobHandler = { _ in
                runs.withLock { $0 += 1 }
                started.send(())
                await gate.next()
            }
            try await test.enqueue(.test("a"))
            try await test.running(test.worker(options, ["k": handler]), test.worker(options, ["k": handler])) {
                await started.next()
                let first = try await test.leaseEnd()
                // The lease that it started with has run out, by the database's own clock.
                while try await test.number("SELECT (extract(epoch FROM now()) * 1000)::bigint") <= first {
                    await Task.yield()
                }
                gate.send(())
                while try await test.number("SELECT count(*) FROM job") > 0 { await Task.yield() }
            }
            #expect(runs.withLock { $0 } == 1)
        }
    }

    @Test("A handler whose lease was taken over is cancelled, and its end changes nothing")
    func takenOver() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            var options = JobWorkerOptions.quick
            options.lease = .seconds(3)
            let started = Signals<Void>()
            let cancelled = Signals<Void>()
            try await test.enqueue(.test("a"))
            try await test.running(
                test.worker(
                    options,
                    [
                        "k": { _ in
                            started.send(())
                            // Ends only by cancellation.
                            do { try await Task.sleep(for: .seconds(3600)) } catch { cancelled.send(()) }
                        }
                    ])
            ) {
                await started.next()
                try await test.change("UPDATE job SET worker = 'another', lease_until = now() + interval '1 hour'")
                await cancelled.next()
            }
            #expect(try await test.number("SELECT count(*) FROM job WHERE state = 1 AND worker = 'another'") == 1)
        }
    }

    @Test("A cancelled worker cancels its handlers and gives their jobs back with the attempt not counted")
    func cancelled() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            let started = Signals<Void>()
            try await test.enqueue(.test("a"))
            let worker = test.worker([
                "k": { _ in
                    started.send(())
                    try await Task.sleep(for: .seconds(3600))
                }
            ])
            let run = Task { try await worker.run() }
            await started.next()
            run.cancel()
            try await run.value
            #expect(
                try await test.number("SELECT count(*) FROM job WHERE state = 0 AND attempt = 0 AND run_at <= now()")
                    == 1)
        }
    }
}

extension TestDatabase {
    /// When the one running job's lease ends, in milliseconds.
    func leaseEnd() async throws -> Int64 {
        try await number("SELECT (extract(epoch FROM max(lease_until)) * 1000)::bigint FROM job")
    }
}
