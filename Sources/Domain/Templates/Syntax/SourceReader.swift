/// A place in a template's bytes that knows its line and column.
struct SourceReader {
    let bytes: [UInt8]
    private(set) var index = 0
    private(set) var position = TemplatePosition(line: 1, column: 1)

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The byte `ahead` of the present one; NUL behind the end.
    func peek(_ ahead: Int = 0) -> UInt8 { index + ahead < bytes.count ? bytes[index + ahead] : 0 }

    var isAtEnd: Bool { index >= bytes.count }

    func starts(with word: StaticString) -> Bool {
        guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[index + offset] != word.utf8Start[offset] { return false }
        return true
    }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<min(count, bytes.count - index) {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\n") {
                position = TemplatePosition(line: position.line + 1, column: 1)
            } else if peek() & 0xC0 != 0x80 {
                position.column += 1
            }
        }
    }

    mutating func advance(while condition: (UInt8) -> Bool) {
        while !isAtEnd, condition(peek()) { advance() }
    }

    func span(from start: TemplatePosition) -> Span { Span(start: start, end: position) }

    func text(from first: Int) -> String { String(decoding: bytes[first..<index], as: UTF8.self) }
}

/// Classes of bytes in Go templates.
enum ByteClass {
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Letters, digits and the underscore; beyond ASCII everything, as Go takes letters of all scripts.
    static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
            || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }
}
