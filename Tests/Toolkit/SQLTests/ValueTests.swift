import SQL
import TestSupport
import Testing

@Suite("Values between Swift and Postgres") struct ValueTests {
    @Test("Every type of parameter comes back as it was sent")
    func roundTrip() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            try await test.database.read { connection in
                let row = try connection.query(
                    "SELECT $1::text, $2::bigint, $3::bool, $4::float8, $5::bytea, $6::jsonb, $7::text, $8::bytea",
                    [
                        .text("ü'\"\\"), .int(.min), .bool(true), .double(-0.1), .bytes([0, 255, 10]),
                        .json(Array("[1]".utf8)), .null, .bytes([]),
                    ]
                ).one()
                #expect(try row.string(0) == "ü'\"\\")
                #expect(try row.int(1) == .min)
                #expect(try row.bool(2))
                #expect(try row.double(3) == -0.1)
                #expect(try row.bytes(4) == [0, 255, 10])
                #expect(try row.json(5) == Array("[1]".utf8))
                #expect(try row.isNull(6))
                #expect(try row.bytes(7) == [])
            }
        }
    }

    @Test("Arrays of any text, bytes and NULLs survive unnest", arguments: [1, 2, 3])
    func arrays(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let texts = (0..<300).map { _ in random.next(below: 9) == 0 ? nil : random.text() }
        let blobs = (0..<300).map { _ in random.next(below: 9) == 0 ? nil : random.bytes() }
        let numbers = (0..<300).map { _ in random.next(below: 9) == 0 ? nil : Int64(truncatingIfNeeded: random.next()) }
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            try await test.database.read { connection in
                let rows = try connection.query(
                    "SELECT * FROM unnest($1::text[], $2::bytea[], $3::bigint[], $4::jsonb[])",
                    [
                        .optionalTextArray(texts), .optionalBytesArray(blobs), .optionalIntArray(numbers),
                        .optionalJSONArray(numbers.map { $0.map { Array("{\"a\\\"b\":\($0)}".utf8) } }),
                    ])
                #expect(try rows.map { try $0.optionalString(0) } == texts)
                #expect(try rows.map { try $0.optionalBytes(1) } == blobs)
                #expect(try rows.map { try $0.optionalInt(2) } == numbers)
                #expect(try rows.map { try $0.optionalJSON(3) != nil } == numbers.map { $0 != nil })
            }
        }
    }

    @Test("Arrays of integers are read; anything else in one is an error")
    func integerArrays() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            try await test.database.read { connection in
                let row = try connection.query(
                    "SELECT '{}'::bigint[], array[-9223372036854775808, 7], array[1, null], array['a'], '1', null::bigint[], '{{1}}'::bigint[]"
                ).one()
                #expect(try row.intArray(0) == [])
                #expect(try row.intArray(1) == [.min, 7])
                for column in 2...6 { #expect(throws: SQLError.self) { try row.intArray(column) } }
            }
        }
    }

    @Test("Elements that look like syntax stay elements")
    func trickyElements() async throws {
        let tricky = [
            "", "NULL", "null", "{}", "{", "}", ",", "\"", "\\", "\\\"", " a ", "a,b", "\n\t\r", "\\x00", "é\u{10FFFF}",
        ]
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            try await test.database.read { connection in
                let rows = try connection.query("SELECT unnest($1::text[])", [.textArray(tricky)])
                #expect(try rows.map { try $0.string(0) } == tricky)
                #expect(try connection.query("SELECT unnest($1::text[])", [.textArray([])]).isEmpty)
                #expect(try connection.query("SELECT unnest($1::bytea[])", [.bytesArray([])]).isEmpty)
                #expect(try connection.query("SELECT unnest($1::bigint[])", [.intArray([])]).isEmpty)
            }
        }
    }

    @Test(
        "NUL is refused before it reaches the server, and the value is not repeated",
        arguments: [
            Parameter.text("hunter2\0"), .textArray(["a", "hunter2\0b"]), .json(Array("\"hunter2\0\"".utf8)),
            .jsonArray([Array("\"hunter2\0\"".utf8)]), .optionalTextArray([nil, "hunter2\0"]),
        ])
    func nul(parameter: Parameter) async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let error = await #expect(throws: SQLError.self) {
                try await test.database.read { try $0.query("SELECT $1::text", [parameter]).count }
            }
            #expect(error?.code == .invalidParameter)
            #expect(error?.description.contains("NUL") == true)
            #expect(error?.description.contains("hunter2") == false)
        }
    }

    @Test("Asking a column for what it is not is an error and never a trap")
    func wrongColumns() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            try await test.database.read { connection in
                let row = try connection.query("SELECT 'x', NULL, 1.5").one()
                #expect(code { try row.int(0) } == .unexpectedType)
                #expect(code { try row.bool(0) } == .unexpectedType)
                #expect(code { try row.bytes(0) } == .unexpectedType)
                #expect(code { try row.double(0) } == .unexpectedType)
                #expect(code { try row.string(1) } == .unexpectedNull)
                #expect(code { try row.int(2) } == .unexpectedType)
                #expect(code { try row.string(3) } == .unexpectedType)
                #expect(code { try row.string(-1) } == .unexpectedType)
                #expect(code { try connection.query("SELECT 1 WHERE false").one() } == .unexpectedType)
            }
        }
    }
}
