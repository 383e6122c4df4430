import Jobs
import Logging
import SQL
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite("Graceful stop, backoff and leadership") struct StopTests {
    @Test("On graceful shutdown running handlers end and nothing new is claimed")
    func graceful() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            var options = JobWorkerOptions.quick
            options.concurrency = 1
            let started = Signals<Void>()
            let gate = Signals<Void>()
            let ended = Mutex(false)
            try await test.enqueue(.test("a", priority: 1), .test("b"))
            let worker = test.worker(
                options,
                [
                    "k": { _ in
                        started.send(())
                        await gate.next()
                        ended.withLock { $0 = true }
                    }
                ])
            let services = ServiceGroup(services: [worker], logger: TestDatabase.quiet)
            let run = Task { try await services.run() }
            await started.next()
            await services.triggerGracefulShutdown()
            gate.send(())
            try await run.value
            #expect(ended.withLock { $0 })
            #expect(try await test.number("SELECT count(*) FROM job WHERE state = 0 AND attempt = 0") == 1)
            #expect(try await test.number("SELECT count(*) FROM job") == 1)
        }
    }

    @Test(
        "Waits double up to the longest one, and are spread over their upper half",
        arguments: [
            (1, 0.0, 1000), (1, 1.0, 2000), (2, 1.0, 4000), (3, 0.0, 4000), (9, 1.0, 512_000), (10, 1.0, 600_000),
            (1000, 1.0, 600_000), (0, 0.0, 1000),
        ])
    func backoff(attempt: Int, random: Double, milliseconds: Int) {
        #expect(Backoff().delay(afterAttempt: attempt, random: random) == .milliseconds(milliseconds))
    }

    @Test("One candidate leads at a time; when its session is lost another leads, and its body is cancelled")
    func leader() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let name = "lead \(UInt64.random(in: 0...UInt64.max))"
            let leading = Signals<Int>()
            let stopped = Signals<Int>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...2 {
                    let leader = Leader(
                        test.address, name: name, interval: .milliseconds(20), logger: TestDatabase.quiet)
                    group.addTask {
                        try await leader.run {
                            leading.send(number)
                            do { try await Task.sleep(for: .seconds(3600)) } catch { stopped.send(number) }
                        }
                    }
                }
                let first = try #require(await leading.next())
                #expect(try await test.locks(name, "count(*)") == 1)
                #expect(try await test.locks(name, "count(pg_terminate_backend(pid))") == 1)
                #expect(await stopped.next() == first)
                _ = try #require(await leading.next())
                group.cancelAll()
                try await group.waitForAll()
            }
            while try await test.locks(name, "count(*)") > 0 { await Task.yield() }
        }
    }

    @Test("A leader whose body ends frees the lock")
    func leaderEnds() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let name = "lead \(UInt64.random(in: 0...UInt64.max))"
            for _ in 0..<2 {
                let runs = Mutex(0)
                try await Leader(test.address, name: name, logger: TestDatabase.quiet).run { runs.withLock { $0 += 1 } }
                #expect(runs.withLock { $0 } == 1)
            }
        }
    }

    @Test("Another error of the body ends the candidate and frees the lock")
    func leaderFails() async throws {
        struct Failure: Error {}
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let name = "lead \(UInt64.random(in: 0...UInt64.max))"
            await #expect(throws: Failure.self) {
                try await Leader(test.address, name: name, logger: TestDatabase.quiet).run { throw Failure() }
            }
            try await Leader(test.address, name: name, logger: TestDatabase.quiet).run {}
        }
    }
}

extension TestDatabase {
    /// Counts something about the sessions that hold the lock of `name`.
    fileprivate func locks(_ name: String, _ expression: String) async throws -> Int64 {
        try await database.read { connection in
            try connection.query(
                """
                SELECT \(expression) FROM pg_locks, hashtextextended($1, 0) AS key WHERE locktype = 'advisory' AND granted
                AND classid::bigint = (key >> 32) & 4294967295 AND objid::bigint = key & 4294967295
                """, [.text(name)]
            ).one().int(0)
        }
    }
}
