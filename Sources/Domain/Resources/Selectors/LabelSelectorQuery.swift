/// A label selector of a query, such as `site=berlin,tier in (web, cache),!retired`. All of its terms must hold.
public struct LabelSelectorQuery: Sendable, Hashable {
    /// One condition on a label.
    public enum Term: Sendable, Hashable {
        /// `k`: the label is present.
        case exists(String)
        /// `!k`: it is absent.
        case doesNotExist(String)
        /// `k=v`, `k==v`, `k in (…)`: it has one of the values.
        case isIn(String, [String])
        /// `k!=v`, `k notin (…)`: it has none of the values, or is absent.
        case notIn(String, [String])
    }

    /// The conditions in the order written; none holds for everything.
    public var terms: [Term]

    /// Reads a selector. An empty text has no terms.
    public static func parse(_ text: String) throws(SelectorError) -> LabelSelectorQuery {
        var scanner = try SelectorScanner(text)
        var terms: [Term] = []
        if scanner.next == .end { return LabelSelectorQuery(terms: []) }
        while true {
            terms.append(try term(&scanner))
            switch scanner.take() {
            case .end: return LabelSelectorQuery(terms: terms)
            case .sign(","): continue
            default: throw scanner.failure("“,” expected between two conditions")
            }
        }
    }

    /// Whether labels fulfil every term.
    public func matches(_ labels: [String: String]) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .exists(let key): labels[key] != nil
            case .doesNotExist(let key): labels[key] == nil
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .notIn(let key, let values): !(labels[key].map(values.contains) ?? false)
            }
        }
    }

    private static func term(_ scanner: inout SelectorScanner) throws(SelectorError) -> Term {
        if scanner.next == .sign("!") {
            _ = scanner.take()
            return .doesNotExist(try key(&scanner))
        }
        let key = try key(&scanner)
        switch scanner.next {
        case .end, .sign(","): return .exists(key)
        default: return try condition(key, &scanner)
        }
    }

    private static func condition(_ key: String, _ scanner: inout SelectorScanner) throws(SelectorError) -> Term {
        switch scanner.take() {
        case .sign("="), .sign("=="): .isIn(key, [try check(scanner.takeValue(), scanner)])
        case .sign("!="): .notIn(key, [try check(scanner.takeValue(), scanner)])
        case .word("in"): .isIn(key, try values(&scanner))
        case .word("notin"): .notIn(key, try values(&scanner))
        default: throw scanner.failure("=, ==, !=, in or notin expected after “\(key.excerpt)”")
        }
    }

    private static func key(_ scanner: inout SelectorScanner) throws(SelectorError) -> String {
        guard case .word(let key) = scanner.take() else { throw scanner.failure("the key of a label expected") }
        guard TextFormat.labelKey.matches(key) else {
            throw scanner.failure("“\(key.excerpt)” is not a label key; write \(TextFormat.labelKey.advice)")
        }
        return key
    }

    private static func values(_ scanner: inout SelectorScanner) throws(SelectorError) -> [String] {
        var values: [String] = []
        for value in try scanner.takeSet() { values.append(try check(value, scanner)) }
        return values
    }

    private static func check(_ value: String, _ scanner: SelectorScanner) throws(SelectorError) -> String {
        guard TextFormat.labelValue.matches(value) else {
            throw scanner.failure("“\(value.excerpt)” is not a label value; write \(TextFormat.labelValue.advice)")
        }
        return value
    }
}
