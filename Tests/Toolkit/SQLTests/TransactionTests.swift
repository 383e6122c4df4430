import SQL
import Synchronization
import TestSupport
import Testing

@Suite("Transactions") struct TransactionTests {
    private static let table =
        "CREATE TABLE t (k int PRIMARY KEY, v int NOT NULL CHECK (v >= 0)); INSERT INTO t VALUES (1, 0), (2, 0)"

    @Test("What a body wrote is there when it returned, and not when it threw")
    func commitAndRollback() async throws {
        struct Refusal: Error {}
        try await TestDatabase.with(script: Self.table) { (test: TestDatabase) async throws -> Void in
            try await test.database.transaction {
                try $0.query("UPDATE t SET v = 1 WHERE k = 1"); return
            }
            await #expect(throws: Refusal.self) {
                try await test.database.transaction { connection in
                    try connection.query("UPDATE t SET v = 9 WHERE k = 1")
                    throw Refusal()
                }
            }
            #expect(try await Self.value(test, 1) == 1)
        }
    }

    @Test("A read cannot write")
    func readOnly() async throws {
        try await TestDatabase.with(script: Self.table) { (test: TestDatabase) async throws -> Void in
            let refusal = await code { try await test.database.read { try $0.query("UPDATE t SET v = 1").affected } }
            #expect(refusal == .readOnly)
            #expect(try await Self.value(test, 1) == 0)
        }
    }

    @Test("A body that swallows a failed statement is told so instead of being rolled back in silence")
    func swallowed() async throws {
        try await TestDatabase.with(script: Self.table) { (test: TestDatabase) async throws -> Void in
            let refusal = await code {
                try await test.database.transaction { connection in
                    try connection.query("UPDATE t SET v = 5 WHERE k = 1")
                    _ = try? connection.query("INSERT INTO t VALUES (1, 1)")
                }
            }
            #expect(refusal == .failedTransaction)
            #expect(try await Self.value(test, 1) == 0)
        }
    }

    @Test("A deadlock is resolved by running one of the two again")
    func deadlock() async throws {
        try await TestDatabase.with(script: Self.table) { (test: TestDatabase) async throws -> Void in
            let meeting = Meeting()
            @Sendable func swap(_ first: Int64, _ second: Int64) async throws {
                let isFirstRun = Mutex(true)
                try await test.database.transaction { connection in
                    try connection.query("UPDATE t SET v = v + 1 WHERE k = $1", [.int(first)])
                    if isFirstRun.withLock({ first in
                        defer { first = false }; return first
                    }) {
                        meeting.meet()
                    }
                    try connection.query("UPDATE t SET v = v + 1 WHERE k = $1", [.int(second)])
                }
            }
            async let one: Void = swap(1, 2)
            async let two: Void = swap(2, 1)
            _ = try await (one, two)
            #expect(try await Self.value(test, 1) == 2)
            #expect(try await Self.value(test, 2) == 2)
        }
    }

    @Test("A connection lost before COMMIT runs the transaction again, with its effect once")
    func lostConnection() async throws {
        try await TestDatabase.with(script: Self.table) { (test: TestDatabase) async throws -> Void in
            let runs = Mutex(0)
            try await test.database.transaction { connection in
                try connection.query("UPDATE t SET v = v + 1 WHERE k = 1")
                let run = runs.withLock {
                    $0 += 1; return $0
                }
                if run == 1 { try connection.query("SELECT pg_terminate_backend(pg_backend_pid())") }
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(try await Self.value(test, 1) == 1)
        }
    }

    @Test("A connection lost during COMMIT is not tried again, and the caller is told that the outcome is unknown")
    func lostDuringCommit() async throws {
        let script = """
            CREATE TABLE t (v int);
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER last_moment AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION die();
            """
        try await TestDatabase.with(script: script) { (test: TestDatabase) async throws -> Void in
            let runs = Mutex(0)
            let outcome = await code {
                try await test.database.transaction { connection in
                    runs.withLock { $0 += 1 }
                    try connection.query("INSERT INTO t VALUES (1)")
                    return
                }
            }
            #expect(outcome == .outcomeUnknown)
            #expect(runs.withLock { $0 } == 1)
        }
    }

    @Test("An error that only COMMIT finds is reported as what it is")
    func deferredConstraint() async throws {
        let script = "CREATE TABLE t (v int UNIQUE DEFERRABLE INITIALLY DEFERRED)"
        try await TestDatabase.with(script: script) { (test: TestDatabase) async throws -> Void in
            let refusal = await code {
                try await test.database.transaction { try $0.query("INSERT INTO t VALUES (1), (1)").affected }
            }
            #expect(refusal == .uniqueViolation)
        }
    }

    @Test("An idle connection that was lost is replaced before anybody notices")
    func idleConnection() async throws {
        try await TestDatabase.with(script: Self.table) { (test: TestDatabase) async throws -> Void in
            let database = Database(test.address, threads: 1, logger: TestDatabase.quiet)
            let old = try await database.read { try $0.query("SELECT pg_backend_pid()").one().int(0) }
            _ = try await test.database.read {
                try $0.query("SELECT pg_terminate_backend($1::int, 5000)", [.int(old)]).count
            }
            let runs = Mutex(0)
            let new = try await database.read { connection in
                runs.withLock { $0 += 1 }
                return try connection.query("SELECT pg_backend_pid()").one().int(0)
            }
            #expect(new != old)
            #expect(runs.withLock { $0 } == 1)
            await database.close()
        }
    }

    @Test("A table that changed under a prepared statement does not disturb its callers")
    func changedTable() async throws {
        try await TestDatabase.with(script: Self.table) { (test: TestDatabase) async throws -> Void in
            let database = Database(test.address, threads: 1, logger: TestDatabase.quiet)
            _ = try await database.read { try $0.query("SELECT * FROM t").count }
            try await test.database.transaction { try $0.execute(script: "ALTER TABLE t ADD COLUMN w int") }
            #expect(try await database.read { try $0.query("SELECT * FROM t").count } == 2)
            try await test.database.transaction { try $0.execute(script: "ALTER TABLE t ADD COLUMN x int") }
            #expect(try await database.transaction { try $0.query("SELECT * FROM t").count } == 2)
            await database.close()
        }
    }

    @Test("More statements than a connection keeps still work")
    func manyStatements() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let sum = try await test.database.read { connection in
                try (0..<1100).reduce(into: 0) { sum, n in
                    sum += try connection.query("SELECT \(n)::bigint").one().int(0)
                }
            }
            #expect(sum == 1099 * 1100 / 2)
        }
    }

    private static func value(_ test: TestDatabase, _ key: Int64) async throws -> Int64 {
        try await test.database.read { try $0.query("SELECT v FROM t WHERE k = $1", [.int(key)]).one().int(0) }
    }
}
