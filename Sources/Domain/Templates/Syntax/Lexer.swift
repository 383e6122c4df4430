/// Cuts a template into tokens: text outside of `{{ }}`, words inside; trims white space where `{{-` and `-}}` ask for it.
struct Lexer {
    var reader: SourceReader
    private var tokens: [Token] = []
    /// Where the newest value ended, to find values without a space between them.
    private var valueEnd = -1

    private init(_ bytes: [UInt8]) { reader = SourceReader(bytes) }

    static func tokens(of bytes: [UInt8]) throws(TemplateError) -> [Token] {
        var lexer = Lexer(bytes)
        var trims = false
        while !lexer.reader.isAtEnd {
            lexer.text(trimsStart: trims)
            if lexer.reader.isAtEnd { break }
            trims = try lexer.action()
        }
        let end = lexer.reader.position
        lexer.tokens.append(Token(kind: .end, span: Span(start: end, end: end), isAdjacent: false))
        return lexer.tokens
    }

    /// Reads up to the next `{{`.
    private mutating func text(trimsStart: Bool) {
        let start = reader.position
        if trimsStart { reader.advance(while: ByteClass.isSpace) }
        let first = reader.index
        while !reader.isAtEnd, !reader.starts(with: "{{") { reader.advance() }
        var text = reader.bytes[first..<reader.index]
        if startsTrimming(after: 2) {
            while let last = text.last, ByteClass.isSpace(last) { text.removeLast() }
        }
        if !text.isEmpty { append(.text(String(decoding: text, as: UTF8.self)), from: start) }
    }

    /// Whether `- ` stands behind the `{{` at the present place.
    private func startsTrimming(after braces: Int) -> Bool {
        reader.peek(braces) == UInt8(ascii: "-") && ByteClass.isSpace(reader.peek(braces + 1))
    }

    /// Reads `{{ … }}`.
    ///
    /// - Returns: whether the text behind it is to lose the white space it starts with.
    private mutating func action() throws(TemplateError) -> Bool {
        let start = reader.position
        let trims = startsTrimming(after: 2)
        reader.advance(trims ? 4 : 2)
        let open = reader.span(from: start)
        // A comment may follow the brace or the trim marker's space and nothing else.
        if reader.starts(with: "/*") { return try comment(open) }
        append(.open, from: start)
        while true {
            reader.advance(while: ByteClass.isSpace)
            if reader.isAtEnd {
                throw TemplateError(.syntax, open, "The action is not closed.", fix: "Add “}}”.")
            }
            if let trims = close() { return trims }
            try word()
        }
    }

    /// Steps over `}}` or `-}}` behind white space, and says whether it trims.
    private mutating func close() -> Bool? {
        let start = reader.position
        let isSpaceBefore = ByteClass.isSpace(reader.bytes[reader.index - 1])
        let trims = isSpaceBefore && reader.starts(with: "-}}")
        guard trims || reader.starts(with: "}}") else { return nil }
        reader.advance(trims ? 3 : 2)
        append(.close, from: start)
        return trims
    }

    private mutating func comment(_ open: Span) throws(TemplateError) -> Bool {
        while !reader.isAtEnd, !reader.starts(with: "*/") { reader.advance() }
        reader.advance(2)
        let trims = ByteClass.isSpace(reader.peek())
        if trims { reader.advance() }
        guard reader.starts(with: trims ? "-}}" : "}}") else {
            throw TemplateError(
                .syntax, open, "The comment is not closed by “*/}}” or “*/ -}}”.",
                fix: "Let a comment fill its whole action.")
        }
        reader.advance(trims ? 3 : 2)
        return trims
    }

    mutating func append(_ kind: Token.Kind, from start: TemplatePosition, at first: Int? = nil) {
        tokens.append(
            Token(kind: kind, span: reader.span(from: start), isAdjacent: kind.startsValue && first == valueEnd))
        valueEnd = kind.endsValue ? reader.index : -1
    }
}

extension Token.Kind {
    fileprivate var startsValue: Bool { self == .leftParenthesis || isValue }
    fileprivate var endsValue: Bool { self == .rightParenthesis || isValue }

    private var isValue: Bool {
        switch self {
        case .field, .variable, .identifier, .string, .integer: true
        default: false
        }
    }
}
