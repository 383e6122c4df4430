import Resources
import SQL

/// A WHERE clause under construction: conditions joined by AND, values always as parameters.
struct SQLConditions {
    private(set) var parameters: [Parameter] = []
    private var conditions: [String] = []

    /// The clause; `true` when there is no condition.
    var text: String { conditions.isEmpty ? "true" : conditions.joined(separator: " and ") }

    /// Adds a condition made with the placeholders of its values.
    mutating func add(_ values: [Parameter], _ condition: ([String]) -> String) {
        let first = parameters.count + 1
        parameters += values
        conditions.append("(\(condition((first..<(first + values.count)).map { "$\($0)" })))")
    }

    /// Adds the terms of a label selector over a `jsonb` column.
    mutating func add(_ query: LabelSelectorQuery, column: String) {
        for term in query.terms {
            switch term {
            case .exists(let key): add([.text(key)]) { "\(column) ? \($0[0])" }
            case .doesNotExist(let key): add([.text(key)]) { "not \(column) ? \($0[0])" }
            case .isIn(let key, let values):
                add([.text(key), .textArray(values)]) { "\(column) ->> \($0[0]) = any(\($0[1])::text[])" }
            case .notIn(let key, let values):
                add([.text(key), .textArray(values)]) {
                    "coalesce(\(column) ->> \($0[0]) <> all(\($0[1])::text[]), true)"
                }
            }
        }
    }

    /// Adds one term of a field selector. `columns` are expressions of which one must fulfil the term.
    mutating func add(_ term: FieldSelectorQuery.Term, columns: [String]) {
        let cast = term.field.type == .timestamp ? "timestamptz" : "text"
        switch term.condition {
        case .exists: add([]) { _ in Self.any(columns) { "\($0) is not null" } }
        case .doesNotExist: add([]) { _ in Self.all(columns) { "\($0) is null" } }
        case .isIn(let values):
            add([.textArray(values)]) { p in Self.any(columns) { "\($0)::\(cast) = any(\(p[0])::text[]::\(cast)[])" } }
        case .notIn(let values):
            add([.textArray(values)]) { p in
                Self.all(columns) { "coalesce(\($0)::\(cast) <> all(\(p[0])::text[]::\(cast)[]), true)" }
            }
        case .compares(let comparison, let value):
            add([.text(value)]) { p in Self.any(columns) { "\($0) \(comparison.rawValue) \(p[0])::text::timestamptz" } }
        case .contains(let value):
            add([.text(value)]) { p in Self.any(columns) { "strpos(\($0), \(p[0])) > 0" } }
        case .notContains(let value):
            add([.text(value)]) { p in Self.all(columns) { "coalesce(strpos(\($0), \(p[0])) = 0, true)" } }
        }
    }

    private static func any(_ columns: [String], _ condition: (String) -> String) -> String {
        columns.map { condition("(\($0))") }.joined(separator: " or ")
    }

    private static func all(_ columns: [String], _ condition: (String) -> String) -> String {
        columns.map { condition("(\($0))") }.joined(separator: " and ")
    }
}
