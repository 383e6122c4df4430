/// The functions of fleet templates.
enum Function: String, Sendable, CaseIterable {
    case upper, lower, replace, getOrDefault, index, len, printf
    case eq, ne, lt, le, gt, ge
    case and, or, not

    /// How many arguments it takes.
    var arity: ClosedRange<Int> {
        switch self {
        case .upper, .lower, .len, .not: 1...1
        case .replace, .getOrDefault: 3...3
        case .index, .ne, .lt, .le, .gt, .ge: 2...2
        case .eq: 2...64
        case .printf, .and, .or: 1...64
        }
    }

    /// How it is called, for messages.
    var usage: String {
        switch self {
        case .upper, .lower, .len: "\(rawValue) text"
        case .replace: "replace \"old\" \"new\" text"
        case .getOrDefault: "getOrDefault .metadata.labels \"key\" \"default\""
        case .index: "index .metadata.labels \"key\""
        case .printf: "printf \"%s\" text"
        case .eq: "eq value first second"
        case .ne, .lt, .le, .gt, .ge: "\(rawValue) left right"
        case .and, .or: "\(rawValue) first second"
        case .not: "not value"
        }
    }
}

extension Function {
    /// The type of a call's value; throws when an argument cannot be of use.
    func type(of arguments: [Expression], _ span: Span) throws(TemplateError) -> ValueType {
        guard arity.contains(arguments.count) else {
            throw TemplateError(
                .type, span,
                "“\(rawValue)” does not take \(arguments.count) argument\(arguments.count == 1 ? "" : "s").",
                fix: "Write: \(usage).")
        }
        switch self {
        case .upper, .lower, .replace:
            for argument in arguments { try need(argument, "a string") { $0 == .text || $0 == .scalar } }
            return .text
        case .index, .getOrDefault:
            try need(arguments[0], "the map .metadata.labels") { $0 == .labels }
            for argument in arguments.dropFirst() { try need(argument, "a string") { $0 == .text || $0 == .scalar } }
            return .text
        case .len:
            try need(arguments[0], "a string or .metadata.labels") { $0 == .text || $0 == .scalar || $0 == .labels }
            return .integer
        case .printf:
            try Format.check(arguments)
            return .text
        case .eq, .ne, .lt, .le, .gt, .ge: return try comparison(arguments)
        case .and, .or: return Self.outcome(arguments)
        case .not: return .truth
        }
    }

    private func comparison(_ arguments: [Expression]) throws(TemplateError) -> ValueType {
        let isOrder = self != .eq && self != .ne
        for argument in arguments {
            try need(argument, isOrder ? "a string or a number" : "a string, a number or a boolean") {
                $0.isScalar && !(isOrder && $0 == .truth)
            }
            let first = arguments[0].type
            if first != .scalar, argument.type != .scalar, argument.type != first {
                throw TemplateError(
                    .type, argument.span, "“\(rawValue)” compares \(first.words) with \(argument.type.words).",
                    fix: "Compare values of one type; labels are strings, so put numbers in quotes.")
            }
        }
        return .truth
    }

    private static func outcome(_ arguments: [Expression]) -> ValueType {
        let types = Set(arguments.map(\.type))
        if let only = types.first, types.count == 1 { return only }
        return types.allSatisfy(\.isScalar) ? .scalar : .anything
    }

    private func need(
        _ argument: Expression, _ wanted: String, _ condition: (ValueType) -> Bool
    ) throws(TemplateError) {
        if condition(argument.type) { return }
        throw TemplateError(
            .type, argument.span, "“\(rawValue)” needs \(wanted) here, not \(argument.type.words).",
            fix: "Write: \(usage).")
    }
}
