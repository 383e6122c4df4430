/// The name of a git object: a SHA-1 of 20 bytes.
public struct ObjectID: Sendable, Hashable {
    // Three integers rather than an array: tens of thousands of these are kept, and an array would be an allocation each.
    private let head: UInt64
    private let middle: UInt64
    private let tail: UInt32

    /// Reads 40 hexadecimal digits of either case; nil for anything else, abbreviations included.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 40 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 40, by: 2) {
            guard let high = Self.value(ofDigit: digits[index]), let low = Self.value(ofDigit: digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        self.init(bytes: bytes)
    }

    /// Takes the 20 bytes of a name; nil for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 20 else { return nil }
        let bytes = Array(bytes)
        head = bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
        middle = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        tail = bytes[16..<20].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The 20 bytes of the name.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: head.bigEndian, Array.init) + withUnsafeBytes(of: middle.bigEndian, Array.init)
            + withUnsafeBytes(of: tail.bigEndian, Array.init)
    }

    /// The name as 40 lower-case hexadecimal digits.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension ObjectID: CustomStringConvertible {
    /// The same as ``hex``.
    public var description: String { hex }
}
