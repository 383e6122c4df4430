import SQL
import TestSupport
import Testing

@Suite("Errors") struct ErrorTests {
    private static let tables = """
        CREATE TABLE parent (k text PRIMARY KEY);
        CREATE TABLE child (k text REFERENCES parent, n int NOT NULL CHECK (n > 0), CONSTRAINT child_once UNIQUE (k));
        INSERT INTO parent VALUES ('hunter2'); INSERT INTO child VALUES ('hunter2', 1);
        """

    @Test(
        "The server's refusals have a code, and never repeat a value (P9)",
        arguments: [
            ("INSERT INTO parent VALUES ('hunter2')", SQLError.Code.uniqueViolation, "parent_pkey"),
            ("INSERT INTO child VALUES ('hunter2', 1)", .uniqueViolation, "child_once"),
            ("INSERT INTO child VALUES ('hunter2x', 1)", .foreignKey, "child_k_fkey"),
            ("DELETE FROM parent", .foreignKey, "child_k_fkey"),
            ("INSERT INTO child VALUES (NULL, -1)", .constraint, "child_n_check"),
            ("INSERT INTO child VALUES ('hunter2', NULL)", .constraint, "child.n"),
            ("SELECT 'hunter2'::int", .invalidValue, nil),
            ("SELECT '{\"hunter2'::jsonb", .invalidValue, nil),
            ("SELECT 'hunter2'::uuid", .invalidValue, nil),
            ("SELECT '\"\\u0000 hunter2\"'::jsonb", .invalidValue, nil),
            ("SELECT nothing", .syntax, nil),
            ("SELEC 1", .syntax, nil),
            ("SELECT * FROM nowhere", .syntax, nil),
            ("COPY parent TO STDOUT", .syntax, nil),
        ] as [(String, SQLError.Code, String?)])
    func refusals(statement: String, expected: SQLError.Code, constraint: String?) async throws {
        try await TestDatabase.with(script: Self.tables) { (test: TestDatabase) async throws -> Void in
            let error = await #expect(throws: SQLError.self) {
                try await test.database.transaction { try $0.query(statement).count }
            }
            #expect(error?.code == expected)
            #expect(error?.constraint == constraint)
            #expect(error?.hint.isEmpty == false)
            #expect(error.map { "\($0) \(String(reflecting: $0))" }?.contains("hunter2") == false)
            #expect(try await test.database.read { try $0.query("SELECT 1").one().int(0) } == 1)
        }
    }

    @Test("A parameter's value is not in the error either (P9)")
    func parameterValue() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let error = await #expect(throws: SQLError.self) {
                try await test.database.read { try $0.query("SELECT $1::int", [.text("hunter2")]).count }
            }
            #expect(error?.code == .invalidValue)
            #expect(error?.description.contains("hunter2") == false)
        }
    }

    @Test("A statement that takes too long is ended by the server")
    func timeout() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let database = Database(
                test.address, threads: 1, statementTimeout: .milliseconds(50), logger: TestDatabase.quiet)
            #expect(await code { try await database.read { try $0.query("SELECT pg_sleep(60)").count } } == .timeout)
            #expect(
                try await database.transaction(statementTimeout: .seconds(20)) {
                    try $0.query("SELECT current_setting('statement_timeout')").one().string(0)
                } == "20s")
            #expect(
                try await database.read {
                    try $0.query("SELECT current_setting('statement_timeout')").one().string(0)
                } == "50ms")
            await database.close()
        }
    }

    @Test("Every connection has the limits that keep it from hanging")
    func settings() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let values = try await test.database.read { connection in
                try [
                    "statement_timeout", "client_connection_check_interval", "tcp_user_timeout",
                    "default_transaction_read_only",
                ]
                .map { try connection.query("SELECT current_setting($1)", [.text($0)]).one().string(0) }
            }
            // tcp_user_timeout is the client's own here: the server's setting does not exist on a Unix socket.
            #expect(values[0] == "30s")
            #expect(values[1] == "2s")
            #expect(values[3] == "on")
        }
    }

    @Test(
        "An unreachable database is said so, without the password (P9)",
        arguments: ["postgres://u:hunter2@127.0.0.1:1/d", "host=/nowhere password=hunter2"])
    func unreachable(url: String) async throws {
        let database = Database(try DatabaseAddress(url: url), threads: 1, logger: TestDatabase.quiet)
        let error = await #expect(throws: SQLError.self) { try await database.read { try $0.query("SELECT 1").count } }
        #expect(error?.code == .connection)
        #expect(error?.description.contains("hunter2") == false)
        await database.close()
    }

    @Test(
        "An address that cannot be read is refused without being repeated (P9)",
        arguments: ["", "hunter2", "postgres://u:hunter2@[", "a\0b"])
    func address(url: String) {
        let error = #expect(throws: SQLError.self) { try DatabaseAddress(url: url) }
        #expect(error?.code == .address)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test("Printing an address shows where it leads and never the password (P9)")
    func printing() throws {
        let address = try DatabaseAddress(url: "postgres://martlet:hunter2@db.example:5433/fleet")
        #expect("\(address)" == "host=db.example port=5433 dbname=fleet user=martlet")
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!(dumped + String(reflecting: address)).contains("hunter2"))
    }
}
