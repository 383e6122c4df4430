/// The lengths of JSON's numbers and words.
enum JSONLiteral {
    static func length(of word: StaticString, at index: Int, in bytes: [UInt8]) -> Int? {
        let count = word.utf8CodeUnitCount
        guard index + count <= bytes.count else { return nil }
        for offset in 0..<count where bytes[index + offset] != word.utf8Start[offset] { return nil }
        return count
    }

    /// `-? ( 0 | [1-9][0-9]* ) ( \. [0-9]+ )? ( [eE] [+-]? [0-9]+ )?`
    static func numberLength(at start: Int, in bytes: [UInt8]) -> Int? {
        var index = start
        func byte() -> UInt8 { index < bytes.count ? bytes[index] : 0 }
        func digits() -> Bool {
            let first = index
            while isDigit(byte()) { index += 1 }
            return index > first
        }
        if byte() == UInt8(ascii: "-") { index += 1 }
        let leadingZero = byte() == UInt8(ascii: "0")
        if leadingZero { index += 1 } else if !digits() { return nil }
        if leadingZero, isDigit(byte()) { return nil }
        if byte() == UInt8(ascii: ".") {
            index += 1
            if !digits() { return nil }
        }
        if byte() | 0x20 == UInt8(ascii: "e") {
            index += 1
            if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { index += 1 }
            if !digits() { return nil }
        }
        return index - start
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
