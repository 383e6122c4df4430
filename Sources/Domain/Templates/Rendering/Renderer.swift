/// Makes the text of one device. Work is counted in bytes that functions read and write, since a few nested calls of
/// `replace` can ask for more than any machine has.
struct Renderer {
    let values: TemplateValues
    let missing: Template.MissingLabel
    private(set) var output = ""
    private var spent = 0

    init(values: TemplateValues, missing: Template.MissingLabel) {
        self.values = values
        self.missing = missing
    }

    mutating func render(_ parts: [Part], dot: Value) throws(TemplateError) {
        for part in parts {
            switch part {
            case .text(let text): output += text
            case .print(let expression):
                let text = try value(of: expression, dot).printed
                try spend(text.utf8.count, at: expression.span)
                output += text
            case .block(let block): try render(block, dot: dot)
            }
        }
    }

    private mutating func render(_ block: Block, dot: Value) throws(TemplateError) {
        for branch in block.branches {
            let condition = try value(of: branch.condition, dot)
            if isTrue(condition) { return try render(branch.body, dot: branch.bindsDot ? condition : dot) }
        }
        try render(block.otherwise, dot: dot)
    }

    func isTrue(_ value: Value) -> Bool {
        switch value {
        case .text(let text): !text.isEmpty
        case .integer(let integer): integer != 0
        case .truth(let truth): truth
        case .labels: !values.labels.isEmpty
        case .object: true
        }
    }

    mutating func value(of expression: Expression, _ dot: Value) throws(TemplateError) -> Value {
        switch expression.form {
        case .literal(let value): return value
        case .name: return .text(values.name)
        case .label(let key): return .text(try label(key, expression.span))
        case .labels: return .labels
        case .object: return .object
        case .dot: return dot
        // Go stops at the first argument that decides.
        case .call(.and, let arguments): return try outcome(of: arguments, dot) { !$0 }
        case .call(.or, let arguments): return try outcome(of: arguments, dot) { $0 }
        case .call(let function, let arguments):
            var evaluated: [Value] = []
            for argument in arguments { evaluated.append(try value(of: argument, dot)) }
            return try apply(function, evaluated, expression.span)
        }
    }

    private func label(_ key: String, _ span: Span) throws(TemplateError) -> String {
        if let value = values.labels[key] { return value }
        if missing == .empty { return "" }
        throw TemplateError(
            .missingLabel(key), span, "The device has no label “\(key)”.",
            fix: "Set the label, or write getOrDefault .metadata.labels \"\(key)\" \"default\".")
    }

    private mutating func outcome(
        of arguments: [Expression], _ dot: Value, decides: (Bool) -> Bool
    ) throws(TemplateError) -> Value {
        var last = Value.truth(true)
        for argument in arguments {
            last = try value(of: argument, dot)
            if decides(isTrue(last)) { break }
        }
        return last
    }

    mutating func spend(_ bytes: Int, at span: Span) throws(TemplateError) {
        spent += bytes
        if spent > Template.maxRenderedBytes {
            throw TemplateError(
                .limit, span, "Rendering takes more than \(Template.maxRenderedBytes) bytes of work.",
                fix: "Use shorter replacements and fewer nested calls.")
        }
    }
}

extension Value {
    /// The text that Go prints. Maps never come here, since parsing refuses to print them.
    var printed: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): String(integer)
        case .truth(let truth): truth ? "true" : "false"
        case .labels, .object: ""
        }
    }
}
