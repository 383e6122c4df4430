/// A place in JSON bytes that are known to be UTF-8, with the tokens that parser and scanner share.
struct JSONCursor {
    let bytes: [UInt8]
    private(set) var index: Int
    private var line = 1
    /// Where column 1 of the present line would be if every scalar of the line before `index` had one byte.
    private var lineStart: Int

    init(_ bytes: [UInt8], limits: NodeLimits) throws(NodeError) {
        try NodeBudget.checkSize(bytes.count, limits)
        try Encoding.check(bytes)
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        lineStart = index
    }

    var position: Position { Position(line: line, column: index - lineStart + 1) }

    /// The present byte; NUL, which no grammar rule takes, at the end.
    var byte: UInt8 { index < bytes.count ? bytes[index] : 0 }

    var isAtEnd: Bool { index >= bytes.count }

    mutating func skipWhitespace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0D: index += 1
            case 0x0A:
                index += 1
                line += 1
                lineStart = index
            default: return
            }
        }
    }

    /// Steps over the present byte if it is `wanted`.
    mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted, !isAtEnd else { return false }
        index += 1
        return true
    }

    /// Steps over a string with its quotes.
    ///
    /// - Returns: the bytes between the quotes, and whether escapes are among them.
    mutating func string() throws(NodeError) -> (range: Range<Int>, hasEscapes: Bool) {
        let start = position
        index += 1
        let first = index
        var hasEscapes = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                return (first..<index - 1, hasEscapes)
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try skipEscape()
                continue
            }
            if byte < 0x20 { throw controlCharacter() }
            if byte & 0xC0 == 0x80 { lineStart += 1 }
            index += 1
        }
        throw NodeError(.syntax, at: start, end: position, "The string is not closed.", fix: "Add the closing quote.")
    }

    private func controlCharacter() -> NodeError {
        NodeError(
            byte == 0 ? .nul : .syntax, at: position, "A control character stands in a string.",
            fix: byte == 0 ? "Remove the NUL byte." : "Write it as an escape, such as \\n.")
    }

    private mutating func skipEscape() throws(NodeError) {
        let start = position
        guard let scalar = JSONEscape.scalar(at: index, in: bytes) else {
            throw NodeError(
                .syntax, at: start, "The escape is not one of JSON's.",
                fix: "Write one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; surrogates stand in pairs.")
        }
        index += scalar.length
        if scalar.value == 0 {
            throw NodeError(
                .nul, at: start, end: position, "The string holds the character NUL (\\u0000).",
                fix: "Remove the escape.")
        }
    }

    /// Steps over a number, `true`, `false` or `null`.
    mutating func literal() throws(NodeError) -> Range<Int> {
        let first = index
        let length: Int? =
            switch byte {
            case UInt8(ascii: "t"): JSONLiteral.length(of: "true", at: index, in: bytes)
            case UInt8(ascii: "f"): JSONLiteral.length(of: "false", at: index, in: bytes)
            case UInt8(ascii: "n"): JSONLiteral.length(of: "null", at: index, in: bytes)
            default: JSONLiteral.numberLength(at: index, in: bytes)
            }
        guard let length else { throw unexpected("a value") }
        index += length
        return first..<index
    }

    func unexpected(_ wanted: String) -> NodeError {
        if isAtEnd {
            return NodeError(
                .syntax, at: position, "The text ends where \(wanted) should stand.", fix: "Complete the JSON.")
        }
        let found =
            byte > 0x20 && byte < 0x7F ? "“\(Character(UnicodeScalar(byte)))”" : "a byte 0x\(String(byte, radix: 16))"
        return NodeError(
            .syntax, at: position, "There is \(found) where \(wanted) should stand.",
            fix: "Correct the JSON at this place.")
    }
}
