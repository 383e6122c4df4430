import Resources

/// What there is to know of one rule: `martlet explain rule MR1305`.
public struct RulePage: Sendable {
    private let rule: Rule

    /// The page of a rule.
    public init(_ rule: Rule) { self.rule = rule }

    /// The page of the rule with this identifier, in any letter case.
    public init(id: String) throws(ValidationFailure) {
        guard let rule = Rule(id: id.uppercased()) else {
            throw ValidationFailure(
                "There is no rule “\(id)”.",
                fix: "`martlet explain rules` lists them.")
        }
        self.rule = rule
    }

    /// The page for a terminal.
    public var text: String { "\(rule.id) (\(rule.severity.rawValue)): \(rule.title)\n\n\(help)\n" }

    /// Why the rule is there and what can be done about its findings.
    var help: String { "\(rule.explanation)\n\n\(silencing)" }

    private var silencing: String {
        switch rule.severity {
        case .error:
            """
            The server refuses a document with this error, so that the rule cannot be lowered in martlet.yaml. A comment
            on the line, or alone on the line before, silences one place, for instance in files that no sync reads:
              # martlet: allow \(rule.id) because …
            """
        case .warning, .note:
            """
            A comment on the line, or alone on the line before, silences one place:
              # martlet: allow \(rule.id) because …
            In martlet.yaml at the root of the repository the rule can be error, warning, note or off:
              rules:
                \(rule.id): off
            """
        }
    }
}

/// All rules, one a line: `martlet explain rules`.
public enum RuleList {
    /// The identifiers, for shells to complete.
    public static var identifiers: [String] { Rule.allCases.map(\.id) }

    /// The list for a terminal.
    public static var text: String {
        Rule.allCases.map { rule in
            let weight = rule.severity.rawValue
            return "\(rule.id)  \(weight)\(String(repeating: " ", count: 7 - weight.utf8.count))  \(rule.title)\n"
        }.joined()
    }
}
