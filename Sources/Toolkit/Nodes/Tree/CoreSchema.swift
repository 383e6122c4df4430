/// The YAML 1.2 core schema: what a plain scalar means.
enum CoreSchema {
    static func resolve(_ text: String) -> ScalarValue {
        let utf8 = text.utf8
        guard let first = utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text) ?? .string
        case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "~"), UInt8(ascii: "t"), UInt8(ascii: "T"),
            UInt8(ascii: "f"), UInt8(ascii: "F"):
            return utf8.count <= 5 ? word(text) : .string
        default:
            return .string
        }
    }

    private static func word(_ text: String) -> ScalarValue {
        switch text {
        case "null", "Null", "NULL", "~": .null
        case "true", "True", "TRUE": .bool(true)
        case "false", "False", "FALSE": .bool(false)
        default: .string
        }
    }

    private static func number(_ text: String) -> ScalarValue? {
        if text.hasPrefix("0o") { return radix(text.dropFirst(2), 8) }
        if text.hasPrefix("0x") { return radix(text.dropFirst(2), 16) }
        switch shape(text.utf8) {
        case .integer:
            if let integer = Int64(text) { return .integer(integer) }
            return Double(text).map { .number($0) }
        case .fraction: return Double(text).map { .number($0) }
        case .other: return special(text)
        }
    }

    private static func radix(_ digits: Substring, _ radix: Int) -> ScalarValue? {
        // The initialiser takes a sign, the schema does not.
        guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        return Int64(digits, radix: radix).map { .integer($0) }
    }

    private static func special(_ text: String) -> ScalarValue? {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": .number(-.infinity)
        case ".nan", ".NaN", ".NAN": .number(.nan)
        default: nil
        }
    }

    private enum Shape { case integer, fraction, other }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
    private static func shape(_ utf8: String.UTF8View) -> Shape {
        var rest = utf8[...]
        take(sign: &rest)
        let whole = takeDigits(&rest)
        var isFraction = false
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            isFraction = true
            guard takeDigits(&rest) + whole > 0 else { return .other }
        } else if whole == 0 {
            return .other
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            isFraction = true
            take(sign: &rest)
            guard takeDigits(&rest) > 0 else { return .other }
        }
        return rest.isEmpty ? (isFraction ? .fraction : .integer) : .other
    }

    private static func take(sign rest: inout Substring.UTF8View) {
        if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { rest.removeFirst() }
    }

    private static func takeDigits(_ rest: inout Substring.UTF8View) -> Int {
        var count = 0
        while let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            rest.removeFirst()
            count += 1
        }
        return count
    }
}
