import CLibPQ

/// One row of a result. Columns count from 0; a NULL or a type that the caller did not expect is an error, never a
/// trap.
public struct Row {
    let result: StatementResult
    let row: Int32

    /// Whether the column is NULL.
    public func isNull(_ column: Int) throws(SQLError) -> Bool { try value(column) == nil }
    /// The column's text.
    public func string(_ column: Int) throws(SQLError) -> String { try require(try optionalString(column), column) }
    /// The column's text, or nil for NULL.
    public func optionalString(_ column: Int) throws(SQLError) -> String? {
        try value(column).map { String(decoding: $0, as: UTF8.self) }
    }
    /// The column as an integer.
    public func int(_ column: Int) throws(SQLError) -> Int64 { try require(try optionalInt(column), column) }
    /// The column as an integer, or nil for NULL.
    public func optionalInt(_ column: Int) throws(SQLError) -> Int64? {
        guard let text = try optionalString(column) else { return nil }
        guard let number = Int64(text) else { throw unexpected(column, "an integer") }
        return number
    }
    /// The elements of an array of integers, such as `bigint[]`, none of which is NULL.
    public func intArray(_ column: Int) throws(SQLError) -> [Int64] {
        guard let numbers = ArrayLiteral.integers(try require(try value(column), column)) else {
            throw unexpected(column, "an array of integers")
        }
        return numbers
    }
    /// The column as a floating-point number.
    public func double(_ column: Int) throws(SQLError) -> Double { try require(try optionalDouble(column), column) }
    /// The column as a floating-point number, or nil for NULL.
    public func optionalDouble(_ column: Int) throws(SQLError) -> Double? {
        guard let text = try optionalString(column) else { return nil }
        guard let number = Double(text) else { throw unexpected(column, "a number") }
        return number
    }
    /// The column as a boolean.
    public func bool(_ column: Int) throws(SQLError) -> Bool { try require(try optionalBool(column), column) }
    /// The column as a boolean, or nil for NULL.
    public func optionalBool(_ column: Int) throws(SQLError) -> Bool? {
        guard let bytes = try value(column) else { return nil }
        switch (bytes.count, bytes.first) {
        case (1, UInt8(ascii: "t")): return true
        case (1, UInt8(ascii: "f")): return false
        default: throw unexpected(column, "a boolean")
        }
    }
    /// The bytes of a `bytea` column.
    public func bytes(_ column: Int) throws(SQLError) -> [UInt8] { try require(try optionalBytes(column), column) }
    /// The bytes of a `bytea` column, or nil for NULL.
    public func optionalBytes(_ column: Int) throws(SQLError) -> [UInt8]? {
        guard let text = try value(column) else { return nil }
        guard let bytes = Hexadecimal.decode(bytea: text) else { throw unexpected(column, "bytea") }
        return bytes
    }
    /// The text of a `json` or `jsonb` column as UTF-8.
    public func json(_ column: Int) throws(SQLError) -> [UInt8] { try require(try optionalJSON(column), column) }
    /// The text of a `json` or `jsonb` column as UTF-8, or nil for NULL.
    public func optionalJSON(_ column: Int) throws(SQLError) -> [UInt8]? { try value(column).map(Array.init) }
}

extension Row {
    /// The column's bytes in text format, in place; nil for NULL.
    private func value(_ column: Int) throws(SQLError) -> UnsafeRawBufferPointer? {
        guard column >= 0, column < PQnfields(result.pointer) else {
            throw SQLError(.unexpectedType, "the result has no column \(column)")
        }
        let number = Int32(column)
        guard PQgetisnull(result.pointer, row, number) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result.pointer, row, number), count: Int(PQgetlength(result.pointer, row, number)))
    }

    private func require<Value>(_ value: Value?, _ column: Int) throws(SQLError) -> Value {
        guard let value else { throw SQLError(.unexpectedNull, "column \(name(column)) is NULL") }
        return value
    }

    private func unexpected(_ column: Int, _ type: String) -> SQLError {
        SQLError(.unexpectedType, "column \(name(column)) is not \(type)")
    }

    private func name(_ column: Int) -> String {
        PQfname(result.pointer, Int32(column)).map { String(cString: $0) } ?? String(column)
    }
}

/// `bytea` in Postgres's hexadecimal output form, `\x6869`.
enum Hexadecimal {
    static func decode(bytea text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.count >= 2, text.count.isMultiple(of: 2), text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x")
        else { return nil }
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 2 - 1) { output, count in
            count = text.count / 2 - 1
            for index in 0..<count {
                guard let high = digit(text[2 * index + 2]), let low = digit(text[2 * index + 3]) else {
                    isValid = false
                    output[index] = 0
                    continue
                }
                output[index] = high << 4 | low
            }
        }
        return isValid ? bytes : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
