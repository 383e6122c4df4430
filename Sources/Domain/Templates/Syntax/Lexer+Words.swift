/// The words inside of an action.
extension Lexer {
    mutating func word() throws(TemplateError) {
        let (start, first) = (reader.position, reader.index)
        let kind: Token.Kind
        switch reader.peek() {
        case UInt8(ascii: "|"): kind = single(.pipe)
        case UInt8(ascii: "("): kind = single(.leftParenthesis)
        case UInt8(ascii: ")"): kind = single(.rightParenthesis)
        case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ","): kind = single(.assignment)
        case UInt8(ascii: "."): kind = try field(isRoot: false)
        case UInt8(ascii: "$"): kind = try variable()
        case UInt8(ascii: "\""): kind = .string(try GoString.read(&reader))
        case UInt8(ascii: "`"): kind = .string(try GoString.readRaw(&reader))
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            guard ByteClass.isDigit(reader.peek(1)) else { throw unexpected() }
            kind = try integer()
        case let byte where ByteClass.isDigit(byte): kind = try integer()
        case let byte where ByteClass.isWord(byte): kind = identifier()
        default: throw unexpected()
        }
        append(kind, from: start, at: first)
    }

    private mutating func single(_ kind: Token.Kind) -> Token.Kind {
        reader.advance()
        return kind
    }

    private mutating func identifier() -> Token.Kind {
        let first = reader.index
        reader.advance(while: ByteClass.isWord)
        return .identifier(reader.text(from: first))
    }

    private mutating func variable() throws(TemplateError) -> Token.Kind {
        let first = reader.index
        reader.advance()
        reader.advance(while: ByteClass.isWord)
        if reader.index > first + 1 { return .variable(reader.text(from: first)) }
        return reader.peek() == UInt8(ascii: ".") ? try field(isRoot: true) : .field([], isRoot: true)
    }

    /// Reads `.a.b`, or a dot alone.
    private mutating func field(isRoot: Bool) throws(TemplateError) -> Token.Kind {
        var names: [String] = []
        let start = reader.position
        while reader.peek() == UInt8(ascii: ".") {
            reader.advance()
            let first = reader.index
            reader.advance(while: ByteClass.isWord)
            if reader.index == first {
                if names.isEmpty, !isRoot { break }
                throw TemplateError(
                    .syntax, reader.span(from: start), "A name is missing behind the dot.",
                    fix: "Write a field such as .metadata.name.")
            }
            names.append(reader.text(from: first))
        }
        try refuseKeyCharacters(names, start)
        return .field(names, isRoot: isRoot)
    }

    /// Label keys often hold what a field's name cannot.
    private func refuseKeyCharacters(_ names: [String], _ start: TemplatePosition) throws(TemplateError) {
        let isMinus = reader.peek() == UInt8(ascii: "-") && !reader.starts(with: "-}}")
        guard isMinus || reader.peek() == UInt8(ascii: "/") else { return }
        throw TemplateError(
            .syntax, reader.span(from: start), "A field's name holds only letters, digits and “_”.",
            fix: "Read such a label by index .metadata.labels \"the-key\".")
    }

    private mutating func integer() throws(TemplateError) -> Token.Kind {
        let (start, first) = (reader.position, reader.index)
        reader.advance()
        reader.advance { ByteClass.isWord($0) || $0 == UInt8(ascii: ".") }
        let text = reader.text(from: first)
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        // Go reads a leading zero as octal, which nobody expects.
        guard let value = Int64(text), digits.count == 1 || digits.first != UInt8(ascii: "0") else {
            throw TemplateError(
                .unsupported, reader.span(from: start), "“\(text)” is not a whole decimal number of 64 bits.",
                fix: "Write digits without leading zeros, or put text in quotes.")
        }
        return .integer(value)
    }

    private mutating func unexpected() -> TemplateError {
        let (start, first) = (reader.position, reader.index)
        reader.advance()
        return TemplateError(
            .syntax, reader.span(from: start), "“\(reader.text(from: first))” cannot stand here.",
            fix: "Strings stand in double quotes; actions end with “}}”, or with “-}}” behind a space.")
    }
}
