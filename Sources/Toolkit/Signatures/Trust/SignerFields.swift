/// Cuts a line into fields at white space that is not between double quotes.
struct SignerFields {
    private var rest: Substring

    init(_ line: some StringProtocol) { rest = Substring(line) }

    /// The next field, without its quotes; nil at the end.
    mutating func next() -> String? {
        rest = rest.drop { $0.isWhitespace }
        guard !rest.isEmpty else { return nil }
        let (field, end) = Self.take(rest) { $0.isWhitespace }
        rest = end
        return field
    }

    /// Options, which commas separate.
    static func split(_ options: String) -> [String] {
        var (found, rest): ([String], Substring) = ([], options[...])
        while !rest.isEmpty {
            let (option, end) = take(rest) { $0 == "," }
            found.append(option.filter { $0 != "\"" })
            rest = end.dropFirst()
        }
        return found
    }

    /// Quotes around a whole field are dropped; inside of options they stay until the options are cut apart.
    private static func take(_ text: Substring, until isEnd: (Character) -> Bool) -> (String, Substring) {
        var isQuoted = false
        let end = text.firstIndex { character in
            if character == "\"" { isQuoted.toggle() }
            return !isQuoted && isEnd(character)
        }
        let field = text[..<(end ?? text.endIndex)]
        let isWhole = field.count >= 2 && field.first == "\"" && field.last == "\""
        return (String(isWhole ? field.dropFirst().dropLast() : field), text[(end ?? text.endIndex)...])
    }
}
