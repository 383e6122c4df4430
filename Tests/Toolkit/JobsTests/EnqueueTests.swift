import Jobs
import SQL
import TestSupport
import Testing

@Suite("Enqueueing") struct EnqueueTests {
    @Test("A job exists only when the transaction that caused it commits (P7)")
    func rollback() async throws {
        struct Refusal: Error {}
        try await withQueue { (test: TestDatabase) async throws -> Void in
            await #expect(throws: Refusal.self) {
                try await test.database.transaction { connection in
                    try JobQueue.enqueue(connection, [.test("a")])
                    throw Refusal()
                }
            }
            #expect(try await test.number("SELECT count(*) FROM job") == 0)
        }
    }

    @Test("Equal keys among waiting jobs become one: earliest time, highest priority, newest payload")
    func merge() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            try await test.enqueue(.test("a", priority: 5, delay: .seconds(3600), payload: "1"))
            try await test.enqueue(
                .test("a", priority: 1, delay: .seconds(60), payload: "2"),
                .test("a", priority: 3, delay: .seconds(90), payload: "3"))
            let row = try await test.database.read { connection in
                let row = try connection.query(
                    "SELECT priority, payload, run_at < now() + interval '70 s' AND run_at > now() FROM job"
                ).one()
                return (try row.int(0), try row.json(1), try row.bool(2))
            }
            #expect(row.0 == 5)
            #expect(row.1 == Array("3".utf8))
            #expect(row.2)
        }
    }

    @Test("Keys of different organizations and kinds do not meet")
    func apart() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            var other = NewJob.test("a")
            other.organization = 2
            try await test.enqueue(.test("a"), .test("a", kind: "l"), other, .test("b"))
            #expect(try await test.number("SELECT count(*) FROM job") == 4)
        }
    }

    @Test("Two transactions that enqueue the same keys in opposite order do not lock each other out")
    func order() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            let keys = (0..<50).map { "key \($0)" }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<20 {
                    let jobs = (round.isMultiple(of: 2) ? keys : keys.reversed()).map { NewJob.test($0) }
                    group.addTask { try await test.database.transaction { try JobQueue.enqueue($0, jobs) } }
                }
                try await group.waitForAll()
            }
            #expect(try await test.number("SELECT count(*) FROM job") == 50)
        }
    }

    @Test("Nothing to enqueue is no statement, and a payload that is not JSON is refused")
    func refusals() async throws {
        try await withQueue { (test: TestDatabase) async throws -> Void in
            try await test.database.transaction { try JobQueue.enqueue($0, []) }
            let error = await #expect(throws: SQLError.self) { try await test.enqueue(.test("a", payload: "{")) }
            #expect(error?.code == .invalidValue)
            #expect(try await test.number("SELECT count(*) FROM job") == 0)
        }
    }
}
