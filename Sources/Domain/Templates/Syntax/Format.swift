/// The formats of `printf`: text with `%s`, `%d`, `%v`, `%q` and `%%`, known when the template is parsed.
enum Format {
    enum Piece: Hashable {
        case text(String)
        case verb(Character)
    }

    /// The pieces of a format; nil when it holds another verb, a width or a flag.
    static func pieces(of format: String) -> [Piece]? {
        var pieces: [Piece] = []
        var text = ""
        var rest = format[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                text.append(character)
                continue
            }
            guard let verb = rest.popFirst(), "sdvq%".contains(verb) else { return nil }
            if verb == "%" {
                text.append("%")
            } else {
                pieces += [.text(text), .verb(verb)]
                text = ""
            }
        }
        return pieces + [.text(text)]
    }

    static func check(_ arguments: [Expression]) throws(TemplateError) {
        let format = arguments[0]
        guard case .literal(.text(let text)) = format.form, let pieces = pieces(of: text) else {
            throw TemplateError(
                .unsupported, format.span, "The format of “printf” is not a string with %s, %d, %v, %q and %% alone.",
                fix: "Write the format in quotes, without widths and flags.")
        }
        let verbs = pieces.compactMap { if case .verb(let verb) = $0 { verb } else { nil } }
        if verbs.count != arguments.count - 1 {
            throw TemplateError(
                .type, format.span, "The format has \(verbs.count) verbs for \(arguments.count - 1) values.",
                fix: "Give each verb one value.")
        }
        for (verb, argument) in zip(verbs, arguments.dropFirst()) where !fits(verb, argument.type) {
            throw TemplateError(
                .type, argument.span, "“%\(verb)” does not fit \(argument.type.words).",
                fix: "Use %s or %q for strings, %d for numbers, %v for all but maps.")
        }
    }

    private static func fits(_ verb: Character, _ type: ValueType) -> Bool {
        switch verb {
        case "s", "q": type == .text
        case "d": type == .integer
        default: type.isScalar
        }
    }
}
