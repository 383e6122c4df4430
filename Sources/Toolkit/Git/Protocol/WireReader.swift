/// Bytes that are not what the protocol says.
package struct WireError: Error, Sendable {
    package let message: String

    package init(_ message: String) { self.message = message }
}

/// Reads what ``WireWriter`` wrote. The bytes are not trusted: every length is checked against what is there.
package struct WireReader {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    package mutating func integer<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(WireError) -> T {
        try take(MemoryLayout<T>.size).reduce(0) { $0 << 8 | T(truncatingIfNeeded: $1) }
    }

    package mutating func bool() throws(WireError) -> Bool {
        switch try integer(UInt8.self) {
        case 0: return false
        case 1: return true
        default: throw WireError("a truth value is neither 0 nor 1")
        }
    }

    package mutating func objectID() throws(WireError) -> ObjectID {
        guard let id = ObjectID(bytes: try take(20)) else { throw WireError("an object name is not 20 bytes") }
        return id
    }

    package mutating func bytes() throws(WireError) -> [UInt8] {
        Array(try take(Int(try integer(UInt32.self))))
    }

    package mutating func string() throws(WireError) -> String {
        let bytes = try take(Int(try integer(UInt32.self)))
        guard let text = String(validating: bytes, as: UTF8.self) else { throw WireError("a text is not UTF-8") }
        return text
    }

    package mutating func optional<T>(
        _ read: (inout WireReader) throws(WireError) -> T
    ) throws(WireError) -> T? {
        try bool() ? try read(&self) : nil
    }

    package mutating func list<T>(
        _ read: (inout WireReader) throws(WireError) -> T
    ) throws(WireError) -> [T] {
        let count = try integer(UInt32.self)
        // Every element has at least one byte, so a larger count is a lie; it would otherwise reserve memory.
        guard count <= rest.count else { throw WireError("a list is longer than its message") }
        var values: [T] = []
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    package func end() throws(WireError) {
        guard rest.isEmpty else { throw WireError("a message has \(rest.count) bytes too many") }
    }

    private mutating func take(_ count: Int) throws(WireError) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw WireError("a message ends too early") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
