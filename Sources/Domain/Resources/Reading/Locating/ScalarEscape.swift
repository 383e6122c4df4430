/// Backslash escapes of double-quoted YAML scalars, of which those of JSON are a part, in texts that were read before.
enum ScalarEscape {
    /// What the escape at `index` stands for, and how many bytes it has.
    static func decode(_ bytes: [UInt8], at index: Int) -> (value: UnicodeScalar?, length: Int) {
        guard index + 1 < bytes.count else { return (nil, 1) }
        switch bytes[index + 1] {
        case UInt8(ascii: "x"): return (hex(bytes, at: index + 2, digits: 2).flatMap(UnicodeScalar.init), 4)
        case UInt8(ascii: "u"): return pair(bytes, at: index)
        case UInt8(ascii: "U"): return (hex(bytes, at: index + 2, digits: 8).flatMap(UnicodeScalar.init), 10)
        case let letter: return (simple[letter] ?? UnicodeScalar(letter), 2)
        }
    }

    private static let simple: [UInt8: UnicodeScalar] = [
        UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "t"): "\t",
        0x09: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{0B}", UInt8(ascii: "f"): "\u{0C}",
        UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}", UInt8(ascii: "N"): "\u{85}",
        UInt8(ascii: "_"): "\u{A0}", UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
    ]

    /// `\uXXXX`, in JSON two of them for what needs more than 16 bits.
    private static func pair(_ bytes: [UInt8], at index: Int) -> (value: UnicodeScalar?, length: Int) {
        guard let first = hex(bytes, at: index + 2, digits: 4) else { return (nil, 2) }
        if (0xD800...0xDBFF).contains(first), let second = hex(bytes, at: index + 8, digits: 4),
            (0xDC00...0xDFFF).contains(second)
        {
            return (UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)), 12)
        }
        return (UnicodeScalar(first), 6)
    }

    private static func hex(_ bytes: [UInt8], at index: Int, digits: Int) -> UInt32? {
        guard index + digits <= bytes.count else { return nil }
        return UInt32(String(decoding: bytes[index..<index + digits], as: UTF8.self), radix: 16)
    }
}
