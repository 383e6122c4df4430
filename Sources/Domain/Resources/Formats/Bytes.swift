// Small steps over UTF-8 from which the scanners of this folder are made.

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLower: Bool { self >= 0x61 && self <= 0x7A }
    var isUpper: Bool { self >= 0x41 && self <= 0x5A }
    var isLetter: Bool { isLower || isUpper }
    var isAlphanumeric: Bool { isLetter || isDigit }
    var isLowerAlphanumeric: Bool { isLower || isDigit }
    /// `\w` of a regular expression.
    var isWord: Bool { isAlphanumeric || self == UInt8(ascii: "_") }
    var isHexDigit: Bool { isDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x66) }
}

extension Span where Element == UInt8 {
    func allSatisfy(_ accepts: (UInt8) -> Bool) -> Bool {
        for index in indices where !accepts(self[index]) { return false }
        return true
    }

    func firstIndex(of byte: UInt8) -> Int? {
        for index in indices where self[index] == byte { return index }
        return nil
    }

    func lastIndex(of byte: UInt8) -> Int? {
        var index = count
        while index > 0 {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }

    var first: UInt8? { isEmpty ? nil : self[0] }
    var last: UInt8? { isEmpty ? nil : self[count - 1] }

    /// Whether each part between separators is accepted; a text without a separator is one part.
    func everyPart(separatedBy separator: UInt8, _ accepts: (Span<UInt8>) -> Bool) -> Bool {
        var start = 0
        for index in indices where self[index] == separator {
            if !accepts(extracting(start..<index)) { return false }
            start = index + 1
        }
        return accepts(extracting(start..<count))
    }

    /// The value of decimal digits; nil when empty, when another byte is among them or the value is above `most`.
    func decimal(atMost most: Int) -> Int? {
        guard !isEmpty else { return nil }
        var value = 0
        for index in indices {
            guard self[index].isDigit else { return nil }
            value = value * 10 + Int(self[index] & 0x0F)
            if value > most { return nil }
        }
        return value
    }

    /// Whether `other` starts at `offset`.
    func has(_ other: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, offset + other.utf8CodeUnitCount <= count else { return false }
        return other.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { self[offset + $0] == wanted[$0] }
        }
    }
}
