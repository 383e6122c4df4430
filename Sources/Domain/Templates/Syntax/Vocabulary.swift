/// What names mean in fleet templates, and what is said about those of Go that mean nothing here.
enum Vocabulary {
    private static let functions = Function.allCases.map(\.rawValue).joined(separator: ", ")
    private static let fields = "Use .metadata.name or .metadata.labels.<key>, or index .metadata.labels \"key\"."

    /// The function of a name that starts a command; nil for literals, which are operands.
    static func function(_ name: String, _ span: Span) throws(TemplateError) -> Function? {
        if let function = Function(rawValue: name) { return function }
        switch name {
        case "true", "false": return nil
        case "range", "define", "template", "block", "break", "continue":
            throw TemplateError(
                .unsupported, span, "“\(name)” is not allowed in fleet templates.",
                fix: "Only if, else, with and end make blocks.")
        case "if", "else", "with", "end":
            throw TemplateError(.syntax, span, "“\(name)” must start its action.", fix: "Write {{ \(name) … }}.")
        case "nil":
            throw TemplateError(
                .unsupported, span, "“nil” is not allowed in fleet templates.", fix: "Compare with \"\".")
        default:
            throw TemplateError(
                .unsupported, span, "There is no function “\(name)” in fleet templates.",
                fix: "Use one of: \(functions).")
        }
    }

    /// The value of a token that stands as an operand.
    static func operand(_ token: Token, dot: ValueType) throws(TemplateError) -> Expression {
        let span = token.span
        switch token.kind {
        case .string(let text): return Expression(form: .literal(.text(text)), type: .text, span: span)
        case .integer(let value): return Expression(form: .literal(.integer(value)), type: .integer, span: span)
        case .field(let names, let isRoot): return try field(names, of: isRoot ? .root : dot, span)
        case .identifier("true"): return Expression(form: .literal(.truth(true)), type: .truth, span: span)
        case .identifier("false"): return Expression(form: .literal(.truth(false)), type: .truth, span: span)
        case .identifier(let name):
            guard let function = try function(name, span) else { throw misplaced(span) }
            throw TemplateError(
                .syntax, span, "The function “\(name)” stands where a value should.",
                fix: "Put the call in parentheses: (\(function.usage)).")
        case .variable(let name):
            throw TemplateError(
                .unsupported, span, "Variables such as “\(name)” are not allowed in fleet templates.",
                fix: "Use the value itself, or with.")
        default: throw misplaced(span)
        }
    }

    private static func misplaced(_ span: Span) -> TemplateError {
        TemplateError(
            .syntax, span, "This cannot stand here; variables are not allowed.",
            fix: "Write a field, a string or a function.")
    }

    /// Follows names from what the dot is: the root, its metadata, the labels, or a value without fields.
    private static func field(_ names: [String], of dot: ValueType, _ span: Span) throws(TemplateError) -> Expression {
        var value = start(dot, span)
        for name in names {
            switch (value.type, name) {
            case (.root, "metadata"): value = Expression(form: .object, type: .metadata, span: span)
            case (.metadata, "name"): value = Expression(form: .name, type: .text, span: span)
            case (.metadata, "labels"): value = Expression(form: .labels, type: .labels, span: span)
            case (.labels, _): value = Expression(form: .label(name), type: .text, span: span)
            case (.root, _), (.metadata, _):
                throw TemplateError(.unsupported, span, "A template cannot read the field “\(name)”.", fix: fields)
            default:
                throw TemplateError(
                    .type, span, "“.\(name)” is read from \(value.type.words), which has no fields.",
                    fix:
                        "Start at the root with “$” within with; read label keys with dots by index .metadata.labels \"the.key\"."
                )
            }
        }
        return value
    }

    private static func start(_ dot: ValueType, _ span: Span) -> Expression {
        switch dot {
        case .root, .metadata: Expression(form: .object, type: dot, span: span)
        case .labels: Expression(form: .labels, type: .labels, span: span)
        default: Expression(form: .dot, type: dot, span: span)
        }
    }
}
