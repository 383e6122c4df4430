/// How a scalar is written in YAML so that this and other readers take it for what it is.
enum YAMLText {
    /// A scalar on one line.
    static func inline(_ scalar: Scalar) -> String {
        switch scalar.value {
        case .null: "null"
        case .string: isSafePlain(scalar.text) ? scalar.text : quoted(scalar.text)
        default: scalar.text
        }
    }

    /// A key on one line. Keys are text; those that look like something else are quoted, merge keys among them.
    static func key(_ key: String) -> String { isSafePlain(key) ? key : quoted(key) }

    /// Whether a string has several lines and survives as a literal block: its first line must show the indentation, and no
    /// character may need an escape.
    static func isLiteral(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x20, first != 0x09, first != 0x0A else { return false }
        return text.utf8.contains(0x0A)
            && text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || isPrintable($0) }
    }

    /// Whether the text means itself without quotes, for YAML 1.1 as well as 1.2.
    private static func isSafePlain(_ text: String) -> Bool {
        guard let first = text.utf8.first,
            isLetter(first) || isDigit(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "_"),
            text.utf8.last != 0x20, text.utf8.last != UInt8(ascii: ":")
        else { return false }
        var isNumberLike = isDigit(first)
        var previous = first
        for byte in text.utf8 {
            guard isLetter(byte) || isDigit(byte) || " ._/:@+=,;-".utf8.contains(byte) else { return false }
            if previous == UInt8(ascii: ":"), byte == 0x20 { return false }
            if !isDigit(byte), !"abcdefxoABCDEF_.:+-tTzZ ".utf8.contains(byte) { isNumberLike = false }
            previous = byte
        }
        return !isNumberLike && !isWord(text)
    }

    /// Whether a YAML 1.1 or 1.2 reader takes the word for null or a boolean.
    private static func isWord(_ text: String) -> Bool {
        guard text.utf8.count <= 5 else { return false }
        return ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// What libyaml takes unescaped, less the line breaks of YAML 1.1 and the byte order mark.
    private static func isPrintable(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x2028, 0x2029, 0xFEFF: false
        case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default: result += escape(scalar.value)
            }
        }
        return result + "\""
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        let (letter, width) = value <= 0xFF ? ("x", 2) : value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\" + letter + String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
