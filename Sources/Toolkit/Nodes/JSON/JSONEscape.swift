/// Backslash escapes of JSON strings.
enum JSONEscape {
    /// The scalar of the escape at `index`, where a backslash stands, and how many bytes it takes; nil when it is none of
    /// JSON's or half of a surrogate pair.
    static func scalar(at index: Int, in bytes: [UInt8]) -> (value: UInt32, length: Int)? {
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""): return (0x22, 2)
        case UInt8(ascii: "\\"): return (0x5C, 2)
        case UInt8(ascii: "/"): return (0x2F, 2)
        case UInt8(ascii: "b"): return (0x08, 2)
        case UInt8(ascii: "f"): return (0x0C, 2)
        case UInt8(ascii: "n"): return (0x0A, 2)
        case UInt8(ascii: "r"): return (0x0D, 2)
        case UInt8(ascii: "t"): return (0x09, 2)
        case UInt8(ascii: "u"): return unicode(at: index, in: bytes)
        default: return nil
        }
    }

    private static func unicode(at index: Int, in bytes: [UInt8]) -> (value: UInt32, length: Int)? {
        guard let first = hex(at: index + 2, in: bytes) else { return nil }
        switch first {
        case 0xD800...0xDBFF:
            guard index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
                bytes[index + 7] == UInt8(ascii: "u"),
                let second = hex(at: index + 8, in: bytes), 0xDC00...0xDFFF ~= second
            else { return nil }
            return (0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), 12)
        case 0xDC00...0xDFFF: return nil
        default: return (first, 6)
        }
    }

    private static func hex(at index: Int, in bytes: [UInt8]) -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }

    /// The text between the quotes; escapes in it must have been checked.
    static func text(_ range: Range<Int>, hasEscapes: Bool, in bytes: [UInt8]) -> String {
        if !hasEscapes { return String(decoding: bytes[range], as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == UInt8(ascii: "\\"), let (value, length) = scalar(at: index, in: bytes),
                let scalar = UnicodeScalar(value)
            {
                text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                index += length
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
