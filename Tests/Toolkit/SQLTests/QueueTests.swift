import Glibc
import SQL
import Synchronization
import TestSupport
import Testing

@Suite("Waiting, cancelling, closing") struct QueueTests {
    @Test("A call that finds the queue full is refused at once (P10)")
    func busy() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let database = Database(test.address, threads: 1, maximumWaiting: 1, logger: TestDatabase.quiet)
            let gate = Gate()
            async let first = database.read { _ in gate.waitUntilOpen() }
            await gate.reached()
            // Of three more calls one may wait; which one is chance.
            let answers = AsyncStream.makeStream(of: SQLError.Code?.self)
            let calls = (0..<3).map { _ in
                Task { _ = answers.continuation.yield(await code { try await database.read { _ in 2 } }) }
            }
            var iterator = answers.stream.makeAsyncIterator()
            #expect(await iterator.next() == .some(.busy))
            #expect(await iterator.next() == .some(.busy))
            gate.open()
            #expect(await iterator.next() == .some(nil))
            for call in calls { await call.value }
            try await first
            await database.close()
        }
    }

    @Test("Cancelling interrupts a running statement, and the next call works")
    func cancelRunning() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let name = "cancel_\(UInt64.random(in: 0...UInt64.max))"
            let database = Database(test.address, threads: 1, logger: TestDatabase.quiet)
            let call = Task { try await database.read { try $0.query("SELECT pg_sleep(600), '\(name)'").count } }
            try await Self.untilActive(test, name)
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(try await database.read { try $0.query("SELECT 1").one().int(0) } == 1)
            try await Self.untilGone(test, name)
            await database.close()
        }
    }

    @Test("Cancelling takes a waiting call out of the queue")
    func cancelWaiting() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let database = Database(test.address, threads: 1, logger: TestDatabase.quiet)
            let gate = Gate()
            async let first = database.read { _ in gate.waitUntilOpen() }
            await gate.reached()
            let hasRun = Mutex(false)
            let second = Task { try await database.read { _ in hasRun.withLock { $0 = true } } }
            second.cancel()
            await #expect(throws: CancellationError.self) { try await second.value }
            gate.open()
            try await first
            #expect(try await database.read { _ in 1 } == 1)
            #expect(!hasRun.withLock { $0 })
            await database.close()
        }
    }

    @Test("A cancelled transaction leaves nothing behind")
    func cancelTransaction() async throws {
        try await TestDatabase.with(script: "CREATE TABLE t (v int)") { (test: TestDatabase) async throws -> Void in
            let name = "cancel_\(UInt64.random(in: 0...UInt64.max))"
            let call = Task {
                try await test.database.transaction { connection in
                    try connection.query("INSERT INTO t VALUES (1)")
                    try connection.query("SELECT pg_sleep(600), '\(name)'")
                }
            }
            try await Self.untilActive(test, name)
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(try await test.database.read { try $0.query("SELECT count(*) FROM t").one().int(0) } == 0)
        }
    }

    @Test("Closing lets a running call end, refuses waiting and new ones, and can be done twice")
    func close() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let database = Database(test.address, threads: 1, logger: TestDatabase.quiet)
            let gate = Gate()
            async let first = database.read { connection in
                gate.waitUntilOpen()
                return try connection.query("SELECT 1").one().int(0)
            }
            await gate.reached()
            let second = Task { try await database.read { _ in 2 } }
            let closing = Task { await database.close() }
            while await code({ try await database.read { _ in 3 } }) != .closed { await Task.yield() }
            #expect(await code { try await second.value } == .closed)
            gate.open()
            #expect(try await first == 1)
            await closing.value
            await database.close()
        }
    }

    @Test("The cooperative pool never blocks: far more calls than its threads run while all SQL threads are held")
    func poolStaysFree() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let database = Database(test.address, threads: 2, logger: TestDatabase.quiet)
            let gate = Gate()
            let results = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await database.read { _ in
                            gate.waitUntilOpen(); return number
                        }
                    }
                }
                // This task could not go on if the callers above held the pool's threads.
                group.addTask {
                    await gate.reached(); gate.open(); return 64
                }
                return try await group.reduce(0, +)
            }
            #expect(results == 64 * 65 / 2)
            await database.close()
        }
    }

    private static func untilActive(_ test: TestDatabase, _ name: String) async throws {
        while try await count(test, name) == 0 { await Task.yield() }
    }

    private static func untilGone(_ test: TestDatabase, _ name: String) async throws {
        while try await count(test, name) > 0 { await Task.yield() }
    }

    private static func count(_ test: TestDatabase, _ name: String) async throws -> Int64 {
        try await test.database.read {
            try $0.query(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND strpos(query, $1) > 0",
                [.text(name)]
            ).one().int(0)
        }
    }
}
