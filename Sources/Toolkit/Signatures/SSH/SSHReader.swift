/// Reads the values of which SSH's keys and signatures are made (RFC 4251, section 5). Every length is checked.
struct SSHReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func byte() throws(SignatureRefusal) -> UInt8 { try take(1).reduce(0) { $0 | $1 } }

    mutating func integer() throws(SignatureRefusal) -> UInt32 { try take(4).reduce(0) { $0 << 8 | UInt32($1) } }

    mutating func bytes() throws(SignatureRefusal) -> [UInt8] { Array(try take(Int(try integer()))) }

    mutating func text() throws(SignatureRefusal) -> String {
        guard let text = String(validating: try bytes(), as: UTF8.self) else { throw Self.broken }
        return text
    }

    /// A number that is not negative, without the zeros before it.
    mutating func number() throws(SignatureRefusal) -> [UInt8] {
        let bytes = try bytes()
        guard bytes.first ?? 0 < 0x80 else { throw Self.broken }
        return Array(bytes.drop { $0 == 0 })
    }

    /// Takes exactly these bytes.
    mutating func expect(_ bytes: some Collection<UInt8>) throws(SignatureRefusal) {
        guard try take(bytes.count).elementsEqual(bytes) else { throw Self.broken }
    }

    func end() throws(SignatureRefusal) {
        guard rest.isEmpty else { throw Self.broken }
    }

    private mutating func take(_ count: Int) throws(SignatureRefusal) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw Self.broken }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private static let broken = SignatureRefusal.malformed("its signature is not in the form of SSH signatures")
}

/// Writes them.
struct SSHWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ content: some Collection<UInt8>) {
        let count = UInt32(clamping: content.count)
        withUnsafeBytes(of: count.bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: content)
    }

    mutating func put(raw content: some Sequence<UInt8>) { bytes.append(contentsOf: content) }
}
