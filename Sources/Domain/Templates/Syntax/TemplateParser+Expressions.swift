/// Pipelines: operands, calls and parentheses between `{{` and `}}`.
extension TemplateParser {
    /// Bounds that keep the recursion over expressions shallow.
    private static var maxParentheses: Int { 10 }
    private static var maxStages: Int { 32 }

    /// Reads `command | command …`; a stage's value is the last argument of the next.
    mutating func pipeline(depth: Int = 0) throws(TemplateError) -> Expression {
        var value = try command(piped: nil, depth: depth)
        var stages = 1
        while token.kind == .pipe {
            let pipe = take()
            stages += 1
            if stages > Self.maxStages {
                throw TemplateError(
                    .limit, pipe.span, "The pipeline has more than \(Self.maxStages) stages.", fix: "Shorten it.")
            }
            value = try command(piped: value, depth: depth)
        }
        return value
    }

    private mutating func command(piped: Expression?, depth: Int) throws(TemplateError) -> Expression {
        let first = token
        if case .identifier(let name) = first.kind, let function = try Vocabulary.function(name, first.span) {
            return try call(function, piped: piped, depth: depth)
        }
        guard let value = try operand(depth: depth) else {
            throw TemplateError(
                .syntax, first.span, "A value is missing here.",
                fix: "Write a field such as .metadata.name, a string or a function.")
        }
        if piped != nil {
            throw TemplateError(
                .type, first.span, "Only a function can follow “|”.", fix: "Pipe into a function such as upper.")
        }
        let behind = token.span
        if try operand(depth: depth) != nil {
            throw TemplateError(
                .type, behind, "What stands before this is no function and takes no arguments.",
                fix: "Put a function first, or write two actions.")
        }
        return value
    }

    private mutating func call(_ function: Function, piped: Expression?, depth: Int) throws(TemplateError) -> Expression
    {
        let name = take()
        var arguments: [Expression] = []
        var end = name.span.end
        while let argument = try operand(depth: depth) {
            arguments.append(argument)
            end = argument.span.end
        }
        if let piped { arguments.append(piped) }
        let span = Span(start: name.span.start, end: end)
        return Expression(form: .call(function, arguments), type: try function.type(of: arguments, span), span: span)
    }

    /// The next operand, or nil when none follows.
    private mutating func operand(depth: Int) throws(TemplateError) -> Expression? {
        if token.isAdjacent {
            throw TemplateError(
                .syntax, token.span, "A space is missing before this.", fix: "Separate values by spaces.")
        }
        switch token.kind {
        case .close, .pipe, .rightParenthesis, .end, .open, .text: return nil
        case .leftParenthesis: return try parentheses(depth: depth + 1)
        default: return try Vocabulary.operand(take(), dot: dot)
        }
    }

    private mutating func parentheses(depth: Int) throws(TemplateError) -> Expression {
        let open = take()
        if depth > Self.maxParentheses {
            throw TemplateError(
                .limit, open.span, "Parentheses nest more than \(Self.maxParentheses) deep.",
                fix: "Simplify the expression.")
        }
        let value = try pipeline(depth: depth)
        guard token.kind == .rightParenthesis else {
            throw TemplateError(.syntax, open.span, "The parenthesis is not closed.", fix: "Add “)”.")
        }
        _ = take()
        return value
    }
}
