import FoundationEssentials

/// Texts that stand for bytes.
public enum Base64 {
    /// The bytes that a text of base64 with padding stands for; line breaks within it are skipped. Nil when it is none.
    public static func decode(_ text: String) -> [UInt8]? {
        guard isBase64(text.utf8Span.span) else { return nil }
        guard text.utf8.contains(where: isLineBreak) else { return Data(base64Encoded: text).map(Array.init) }
        return Data(base64Encoded: Data(text.utf8.filter { !isLineBreak($0) })).map(Array.init)
    }

    private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Whether a text looks like base64 with padding, without decoding it.
    static func isBase64(_ text: Span<UInt8>) -> Bool {
        var digits = 0
        var padding = 0
        for index in text.indices {
            let byte = text[index]
            if isLineBreak(byte) { continue }
            if byte == UInt8(ascii: "=") {
                padding += 1
            } else {
                guard padding == 0, byte.isAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") else {
                    return false
                }
                digits += 1
            }
        }
        return padding <= 2 && (digits + padding).isMultiple(of: 4)
    }

    /// Three parts of base64url with dots between them, as JSON Web Tokens have them.
    static func isToken(_ text: Span<UInt8>) -> Bool {
        var parts = 0
        let fits = text.everyPart(separatedBy: UInt8(ascii: ".")) { part in
            parts += 1
            return !part.isEmpty && part.allSatisfy { $0.isWord || $0 == UInt8(ascii: "-") }
        }
        return fits && parts == 3
    }
}

extension TextFormat {
    private static let base64Shape = Shape(
        name: "base64", what: "base64", advice: "the output of “base64” for the bytes, padding included", pattern: nil,
        rule: .base64, accepts: Base64.isBase64)

    /// Bytes in base64, as many characters as `length` allows.
    public static func base64(_ length: ClosedRange<Int> = 1 ... .max) -> TextFormat {
        TextFormat(base64Shape, length: length)
    }

    /// A JSON Web Token.
    public static let bearerToken = TextFormat(
        name: "jwt", what: "a JSON Web Token", advice: "the token as issued: three parts with dots between them",
        pattern: "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$", length: 1 ... .max, rule: .token,
        accepts: Base64.isToken)
}
