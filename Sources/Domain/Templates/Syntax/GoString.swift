/// Go's string literals.
enum GoString {
    /// Reads `"…"` with Go's escapes.
    static func read(_ reader: inout SourceReader) throws(TemplateError) -> String {
        let start = reader.position
        var bytes: [UInt8] = []
        reader.advance()
        while !reader.isAtEnd, reader.peek() != UInt8(ascii: "\n") {
            switch reader.peek() {
            case UInt8(ascii: "\""):
                reader.advance()
                return try text(bytes, reader.span(from: start))
            case UInt8(ascii: "\\"): bytes += try escape(&reader)
            default:
                bytes.append(reader.peek())
                reader.advance()
            }
        }
        throw TemplateError(
            .syntax, reader.span(from: start), "The string is not closed on its line.", fix: "Add the closing quote.")
    }

    /// Reads a raw string between back quotes, which may span lines and drops carriage returns as Go does.
    static func readRaw(_ reader: inout SourceReader) throws(TemplateError) -> String {
        let start = reader.position
        reader.advance()
        let first = reader.index
        reader.advance { $0 != UInt8(ascii: "`") }
        if reader.isAtEnd {
            throw TemplateError(
                .syntax, reader.span(from: start), "The raw string is not closed.", fix: "Add the closing back quote.")
        }
        let text = reader.bytes[first..<reader.index].filter { $0 != UInt8(ascii: "\r") }
        reader.advance()
        return String(decoding: text, as: UTF8.self)
    }

    private static func text(_ bytes: [UInt8], _ span: Span) throws(TemplateError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw TemplateError(
                .unsupported, span, "The escapes make NUL or invalid UTF-8.", fix: "Write characters by \\uXXXX.")
        }
        return text
    }

    private static func escape(_ reader: inout SourceReader) throws(TemplateError) -> [UInt8] {
        let start = reader.position
        let letter = reader.peek(1)
        reader.advance(2)
        switch letter {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "a"): return [0x07]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "\\"), UInt8(ascii: "\""): return [letter]
        case UInt8(ascii: "x"):
            if let value = digits(2, radix: 16, &reader) { return [UInt8(truncatingIfNeeded: value)] }
        case UInt8(ascii: "u"): if let bytes = scalar(4, &reader) { return bytes }
        case UInt8(ascii: "U"): if let bytes = scalar(8, &reader) { return bytes }
        default: break
        }
        throw TemplateError(
            .syntax, reader.span(from: start), "The escape is not one of Go's.",
            fix: "Write one of \\n \\t \\r \\\\ \\\" \\xXX \\uXXXX, or use a raw string between back quotes.")
    }

    private static func scalar(_ count: Int, _ reader: inout SourceReader) -> [UInt8]? {
        guard let value = digits(count, radix: 16, &reader), let scalar = UnicodeScalar(value) else { return nil }
        return UTF8.encode(scalar).map { Array($0) }
    }

    private static func digits(_ count: Int, radix: Int, _ reader: inout SourceReader) -> UInt32? {
        let first = reader.index
        guard first + count <= reader.bytes.count else { return nil }
        reader.advance(count)
        let text = reader.text(from: first)
        return text.hasPrefix("+") || text.hasPrefix("-") ? nil : UInt32(text, radix: radix)
    }
}

extension GoString {
    /// `%q`: the text as a Go literal in double quotes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\u{7}": result += "\\a"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\u{B}": result += "\\v"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += (digits.utf8.count == 1 ? "\\x0" : "\\x") + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
