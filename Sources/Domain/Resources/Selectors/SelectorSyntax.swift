/// Why a selector in a query cannot be used. The message is what the answer to the query says.
public struct SelectorError: Error, Hashable {
    /// What is wrong and what to do.
    public var message: String

    init(_ message: String) { self.message = message }
}

/// The pieces of a selector: words, operators, brackets and commas. Both selector languages are made of them.
struct SelectorScanner {
    enum Piece: Hashable {
        case word(String)
        case sign(String)
        case end
    }

    /// The longest selector that is read, in bytes.
    static let longest = 16 << 10
    private static let signs = ["==", "!=", ">=", "<=", "=", "!", ">", "<", "(", ")", ","]
    private let source: String
    private var rest: Substring

    init(_ source: String) throws(SelectorError) {
        guard source.utf8.count <= Self.longest else {
            throw SelectorError("The selector has more than \(Self.longest) bytes.")
        }
        self.source = source
        rest = source[...]
    }

    /// The next piece without taking it.
    var next: Piece {
        var copy = self
        return copy.take()
    }

    /// Takes the next piece; spaces around it count for nothing.
    mutating func take() -> Piece {
        rest = rest.drop { $0 == " " || $0 == "\t" }
        guard !rest.isEmpty else { return .end }
        if let sign = Self.signs.first(where: rest.hasPrefix) {
            rest.removeFirst(sign.count)
            return .sign(sign)
        }
        let word = rest.prefix { !" \t=!<>(),".contains($0) }
        rest.removeFirst(word.count)
        return .word(String(word))
    }

    /// Takes everything up to the next comma as one value, for values that hold spaces, colons or signs.
    mutating func takeValue() -> String {
        rest = rest.drop { $0 == " " || $0 == "\t" }
        let value = rest.prefix { $0 != "," && $0 != "(" && $0 != ")" }
        rest.removeFirst(value.count)
        return String(value.trimmed)
    }

    /// Takes `(a, b, …)`; an empty place is an empty value.
    mutating func takeSet() throws(SelectorError) -> [String] {
        guard take() == .sign("(") else { throw failure("“(” expected before the values") }
        var values: [String] = []
        while true {
            values.append(takeValue())
            switch take() {
            case .sign(","): continue
            case .sign(")"): return values
            default: throw failure("“,” or “)” expected after a value")
            }
        }
    }

    func failure(_ what: String) -> SelectorError {
        SelectorError("unable to parse selector \"\(source.excerpt)\": \(what).")
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
