/// What the functions do. Types were checked when the template was parsed, save for the outcomes of `and` and `or`.
extension Renderer {
    mutating func apply(_ function: Function, _ arguments: [Value], _ span: Span) throws(TemplateError) -> Value {
        for case .text(let text) in arguments { try spend(text.utf8.count, at: span) }
        switch function {
        case .upper: return .text(Case.upper(try text(arguments[0], span)))
        case .lower: return .text(Case.lower(try text(arguments[0], span)))
        case .replace: return .text(try replace(arguments, span))
        case .getOrDefault:
            let key = try text(arguments[1], span)
            if let value = values.labels[key] { return .text(value) }
            return .text(try text(arguments[2], span))
        case .index: return .text(values.labels[try text(arguments[1], span)] ?? "")
        case .len: return .integer(Int64(try length(arguments[0], span)))
        case .printf: return .text(try format(arguments, span))
        case .eq: return .truth(try equalsAny(arguments, span))
        case .ne: return .truth(try !areEqual(arguments[0], arguments[1], span))
        case .lt: return .truth(try precedes(arguments[0], arguments[1], span))
        case .le: return .truth(try !precedes(arguments[1], arguments[0], span))
        case .gt: return .truth(try precedes(arguments[1], arguments[0], span))
        case .ge: return .truth(try !precedes(arguments[0], arguments[1], span))
        case .not: return .truth(!isTrue(arguments[0]))
        case .and, .or: return arguments.last ?? .truth(true)
        }
    }

    private func text(_ value: Value, _ span: Span) throws(TemplateError) -> String {
        if case .text(let text) = value { return text }
        throw mismatch(span)
    }

    private func mismatch(_ span: Span) -> TemplateError {
        TemplateError(
            .type, span, "“and” or “or” gave a value of a type that does not fit here.",
            fix: "Let all their arguments have one type.")
    }

    private func length(_ value: Value, _ span: Span) throws(TemplateError) -> Int {
        value == .labels ? values.labels.count : try text(value, span).utf8.count
    }

    /// Whether the first value equals one of the others.
    private func equalsAny(_ values: [Value], _ span: Span) throws(TemplateError) -> Bool {
        for value in values.dropFirst() where try areEqual(values[0], value, span) { return true }
        return false
    }

    private func areEqual(_ left: Value, _ right: Value, _ span: Span) throws(TemplateError) -> Bool {
        switch (left, right) {
        // Bytes and not characters: Swift's strings are equal by canonical equivalence, Go's are not.
        case (.text(let left), .text(let right)): return left.utf8.elementsEqual(right.utf8)
        case (.integer(let left), .integer(let right)): return left == right
        case (.truth(let left), .truth(let right)): return left == right
        default: throw mismatch(span)
        }
    }

    private func precedes(_ left: Value, _ right: Value, _ span: Span) throws(TemplateError) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.integer(let left), .integer(let right)): return left < right
        default: throw mismatch(span)
        }
    }

    private mutating func replace(_ arguments: [Value], _ span: Span) throws(TemplateError) -> String {
        let (old, new) = (try text(arguments[0], span), try text(arguments[1], span))
        let replacement = Replacement(old: old, new: new, in: try text(arguments[2], span))
        // Before the text is made: it may be too large to make.
        try spend(replacement.size, at: span)
        return replacement.text
    }

    private mutating func format(_ arguments: [Value], _ span: Span) throws(TemplateError) -> String {
        var values = arguments.dropFirst()
        var result = ""
        for piece in Format.pieces(of: try text(arguments[0], span)) ?? [] {
            switch piece {
            case .text(let text): result += text
            case .verb(let verb):
                let printed = values.popFirst()?.printed ?? ""
                result += verb == "q" ? GoString.quoted(printed) : printed
            }
        }
        try spend(result.utf8.count, at: span)
        return result
    }
}
