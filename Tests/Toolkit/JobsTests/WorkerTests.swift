import Jobs
import SQL
import Synchronization
import TestSupport
import Testing

@Suite("Workers") struct WorkerTests {
    private struct Failure: Error {}

    @Test("A job runs with what it was enqueued with, and is gone when it is done")
    func runs() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            let done = Signals<Job>()
            try await test.enqueue(.test("a", payload: "{\"x\": 1}"))
            try await test.running(test.worker(["k": { done.send($0) }])) {
                let job = await done.next()
                #expect(job?.key == "a" && job?.organization == 1 && job?.attempt == 1)
                #expect(job?.payload == Array("{\"x\": 1}".utf8))
                while try await test.number("SELECT count(*) FROM job") > 0 { await Task.yield() }
            }
        }
    }

    @Test("An idle worker that is woken claims at once")
    func wake() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            var options = JobWorkerOptions.quick
            // So long that the test would hang if waking did nothing.
            options.pollInterval = .seconds(3600)
            let done = Signals<String>()
            let worker = test.worker(options, ["k": { done.send($0.key) }])
            try await test.enqueue(.test("first"))
            try await test.running(worker) {
                #expect(await done.next() == "first")
                try await test.enqueue(.test("second"))
                worker.wake()
                #expect(await done.next() == "second")
            }
        }
    }

    @Test("Higher priority runs first, delayed jobs and foreign kinds stay")
    func order() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            var options = JobWorkerOptions.quick
            options.concurrency = 1
            let done = Signals<String>()
            try await test.enqueue(
                .test("low"), .test("high", priority: 9), .test("later", priority: 99, delay: .seconds(3600)),
                .test("x", kind: "foreign"))
            try await test.running(test.worker(options, ["k": { done.send($0.key) }])) {
                #expect(await done.next(2) == ["high", "low"])
            }
            #expect(try await test.number("SELECT count(*) FROM job WHERE state = 0") == 2)
        }
    }

    @Test("A change during a run is not lost: the key runs once more, after the first run has ended (P7)")
    func changeDuringRun() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            let started = Signals<Int>()
            let gate = Signals<Void>()
            let runs = Mutex((started: 0, ended: 0))
            let handler: JobHandler = { _ in
                let (number, ended) = runs.withLock {
                    $0.started += 1; return ($0.started, $0.ended)
                }
                #expect(ended == number - 1)
                started.send(number)
                if number == 1 { await gate.next() }
                runs.withLock { $0.ended += 1 }
            }
            try await test.enqueue(.test("a"))
            try await test.running(test.worker(["k": handler]), test.worker(["k": handler])) {
                #expect(await started.next() == 1)
                // Two changes while it runs are one more run.
                try await test.enqueue(.test("a"))
                try await test.enqueue(.test("a"))
                #expect(try await test.number("SELECT count(*) FROM job WHERE state = 0") == 1)
                gate.send(())
                #expect(await started.next() == 2)
                while try await test.number("SELECT count(*) FROM job") > 0 { await Task.yield() }
            }
            #expect(runs.withLock { $0.started } == 2)
        }
    }

    @Test("Several workers share many jobs and never run one twice")
    func share() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            let count = 300
            let jobs = (0..<count).map { NewJob.test("\($0)") }
            try await test.database.transaction { try JobQueue.enqueue($0, jobs) }
            let runs = Mutex<[String: Int]>([:])
            let done = Signals<Void>()
            let handler: JobHandler = { job in
                runs.withLock { $0[job.key, default: 0] += 1 }
                done.send(())
            }
            try await test.running(
                test.worker(["k": handler]), test.worker(["k": handler]), test.worker(["k": handler])
            ) {
                _ = await done.next(count)
                while try await test.number("SELECT count(*) FROM job") > 0 { await Task.yield() }
            }
            #expect(runs.withLock { $0.values.allSatisfy { $0 == 1 } && $0.count == count })
        }
    }

    @Test("A failing job is tried again, then becomes a dead letter with its error, and can be requeued")
    func deadLetters() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            var options = JobWorkerOptions.quick
            options.maximumAttempts = 3
            let attempts = Signals<Int>()
            let works = Mutex(false)
            try await test.enqueue(.test("a"))
            try await test.running(
                test.worker(
                    options,
                    [
                        "k": { job in
                            attempts.send(job.attempt)
                            if !works.withLock({ $0 }) { throw Failure() }
                        }
                    ])
            ) {
                #expect(await attempts.next(3) == [1, 2, 3])
                while try await test.dead().isEmpty { await Task.yield() }
                let letter = try #require(try await test.dead().first)
                #expect(letter.job.key == "a" && letter.job.attempt == 3 && letter.error == "Failure()")
                works.withLock { $0 = true }
                #expect(try await test.database.transaction { try JobQueue.requeue($0, [letter.job.id, 0]) } == 1)
                #expect(await attempts.next() == 1)
                while try await test.number("SELECT count(*) FROM job") > 0 { await Task.yield() }
            }
        }
    }

    @Test("Letters that have been dead for long get another chance, and only these")
    func oldLetters() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            try await test.database.transaction { connection in
                try connection.execute(
                    script: """
                        INSERT INTO job (org, kind, key, payload, state, run_at)
                        VALUES (1, 'k', 'old', '{}', 2, now() - interval '61 minutes'),
                               (1, 'k', 'new', '{}', 2, now() - interval '59 minutes')
                        """)
                try JobQueue.requeue(connection, deadFor: .seconds(3600))
            }
            #expect(try await test.dead().map(\.job.key) == ["new"])
            #expect(try await test.number("SELECT count(*) FROM job WHERE state = 0 AND key = 'old'") == 1)
        }
    }

    @Test("A permanent failure is a dead letter at once; a second one of the same key replaces it (P10)")
    func permanent() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            let count = Mutex(0)
            try await test.running(
                test.worker([
                    "k": { _ in
                        throw PermanentJobFailure("reason \(count.withLock { $0 += 1; return $0 })")
                    }
                ])
            ) {
                try await test.enqueue(.test("a"))
                while try await test.dead().first?.error != "reason 1" { await Task.yield() }
                try await test.enqueue(.test("a"))
                while try await test.dead().first?.error != "reason 2" { await Task.yield() }
                #expect(try await test.dead().count == 1)
            }
        }
    }

    @Test("Requeueing a letter whose key waits again makes one job of the two")
    func requeueMerges() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            try await test.enqueue(.test("a"))
            try await test.change("UPDATE job SET state = 2")
            try await test.enqueue(.test("a", delay: .seconds(3600)))
            let ids = try await test.dead().map(\.job.id)
            #expect(try await test.database.transaction { try JobQueue.requeue($0, ids) } == 1)
            #expect(try await test.number("SELECT count(*) FROM job WHERE state = 0 AND run_at <= now()") == 1)
            #expect(try await test.number("SELECT count(*) FROM job") == 1)
        }
    }

    @Test("Dead letters come in pages and by organization")
    func pages() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            let jobs = (0..<5).map { NewJob(organization: Int64($0 % 2), kind: "k", key: "\($0)") }
            try await test.database.transaction { try JobQueue.enqueue($0, jobs) }
            try await test.change("UPDATE job SET state = 2")
            let first = try await test.database.read { try JobQueue.dead($0, limit: 3) }
            let second = try await test.database.read { [last = first[2].job.id] in
                try JobQueue.dead($0, before: last, limit: 3)
            }
            #expect(Set((first + second).map(\.job.key)) == ["0", "1", "2", "3", "4"])
            #expect(try await test.database.read { try JobQueue.dead($0, organization: 1) }.count == 2)
        }
    }
}
