import FoundationEssentials

/// Reads the terms of a field selector and holds each against the type of its field.
struct FieldSelectorParser {
    private var scanner: SelectorScanner
    private let fields: [SelectableField]

    init(_ text: String, fields: [SelectableField]) throws(SelectorError) {
        scanner = try SelectorScanner(text)
        self.fields = fields
    }

    consuming func query() throws(SelectorError) -> FieldSelectorQuery {
        var terms: [FieldSelectorQuery.Term] = []
        if scanner.next == .end { return FieldSelectorQuery(terms: []) }
        while true {
            terms.append(try term())
            switch scanner.take() {
            case .end: return FieldSelectorQuery(terms: terms)
            case .sign(","): continue
            default: throw scanner.failure("“,” expected between two conditions")
            }
        }
    }

    private mutating func term() throws(SelectorError) -> FieldSelectorQuery.Term {
        if scanner.next == .sign("!") {
            _ = scanner.take()
            return .init(field: try field(), condition: .doesNotExist)
        }
        let field = try field()
        let condition = try condition(of: field)
        try check(condition, of: field)
        return .init(field: field, condition: condition)
    }

    private mutating func field() throws(SelectorError) -> SelectableField {
        guard case .word(let name) = scanner.take() else { throw scanner.failure("the name of a field expected") }
        if let field = fields.first(where: { $0.name == name }) { return field }
        let names = fields.map(\.name).joined(separator: " ")
        throw SelectorError(
            "unknown or unsupported selector: unable to resolve selector name \"\(name.excerpt)\". Supported selectors are: [\(names)]"
        )
    }

    private mutating func condition(of field: SelectableField) throws(SelectorError) -> FieldSelectorQuery.Condition {
        if scanner.next == .end || scanner.next == .sign(",") { return .exists }
        switch scanner.take() {
        case .sign("="), .sign("=="): return .isIn([scanner.takeValue()])
        case .sign("!="): return .notIn([scanner.takeValue()])
        case .word("in"): return .isIn(try scanner.takeSet())
        case .word("notin"): return .notIn(try scanner.takeSet())
        case .word("contains"): return .contains(scanner.takeValue())
        case .word("notcontains"): return .notContains(scanner.takeValue())
        case .sign(let sign):
            guard let comparison = FieldSelectorQuery.Comparison(rawValue: sign) else { break }
            return .compares(comparison, scanner.takeValue())
        default: break
        }
        throw scanner.failure("an operator expected after “\(field.name)”")
    }

    private func check(_ condition: FieldSelectorQuery.Condition, of field: SelectableField) throws(SelectorError) {
        switch condition {
        case .exists, .doesNotExist: return
        case .isIn(let values), .notIn(let values):
            for value in values { try check(value, of: field) }
        case .compares(let comparison, let value):
            guard field.type == .timestamp else { throw refusal(comparison.rawValue, field) }
            try check(value, of: field)
        case .contains:
            guard field.type == .string, field.name != "spec.url" else { throw refusal("contains", field) }
        case .notContains:
            guard field.type == .string, field.name != "spec.url" else { throw refusal("notcontains", field) }
        }
    }

    private func check(_ value: String, of field: SelectableField) throws(SelectorError) {
        switch field.type {
        case .string: return
        case .boolean where value == "true" || value == "false": return
        case .boolean: throw scanner.failure("“\(value.excerpt)” is not true or false, as “\(field.name)” needs")
        case .timestamp:
            let isTime =
                (try? Date(value, strategy: .iso8601)) != nil || (try? Date(value, strategy: Self.fractional)) != nil
            if !isTime {
                throw scanner.failure(
                    "“\(value.excerpt)” is not a time such as 2026-01-31T12:00:00Z, as “\(field.name)” needs")
            }
        }
    }

    private static let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private func refusal(_ sign: String, _ field: SelectableField) -> SelectorError {
        scanner.failure("“\(field.name)” does not take “\(sign)”")
    }
}
