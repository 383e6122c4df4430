import SQL
import Testing
import TestSupport

@Suite struct ValueTests {
    @Test("Every type of parameter comes back as it was sent")
    func roundTrip() async throws {
        try await TestDatabase.with { test in
            try await test.database.read { connection in
                let row = try connection.query(
                    "SELECT $1::text, $2::bigint, $3::bool, $4::float8, $5::bytea, $6::jsonb, $7::text",
                    [.text("ü'\"\\"), .int(.min), .bool(true), .double(-0.1), .bytes([0, 255, 10]), .json(Array("[1]".utf8)), .null]
                ).one()
                #expect(try row.string(0) == "ü'\"\\")
                #expect(try row.int(1) == .min)
                #expect(try row.bool(2))
                #expect(try row.double(3) == -0.1)
                #expect(try row.bytes(4) == [0, 255, 10])
                #expect(try row.json(5) == Array("[1]".utf8))
                #expect(try row.isNull(6))
            }
        }
    }
}
