extension Rule {
    /// How much a finding of this rule weighs unless a repository's settings say otherwise.
    public var severity: Severity { row.severity }
    /// What the rule asks for, in a few words.
    public var title: String { row.title }
    /// Why, in a sentence or two.
    public var explanation: String { row.explanation }

    /// What is known of a rule beside its identifier.
    struct Row {
        let severity: Severity
        let title: String
        let explanation: String
    }

    static func error(_ title: String, _ explanation: String) -> Row {
        Row(severity: .error, title: title, explanation: explanation)
    }

    static func warning(_ title: String, _ explanation: String) -> Row {
        Row(severity: .warning, title: title, explanation: explanation)
    }

    static func note(_ title: String, _ explanation: String) -> Row {
        Row(severity: .note, title: title, explanation: explanation)
    }

    /// One function for each family of rules, in a file of its own.
    private static let families: [@Sendable (Rule) -> Row?] = [
        documentRow, shapeRow, formatRow, deviceRow, placeholderRow, fleetRow, repositoryRow, requestRow,
        olderFormRow, catalogRow, linkRow, composeRow, quadletRow, hookRow, collectorRow, secretRow, validationRow,
    ]

    /// Looked up once for each rule. A test holds that every rule has a row.
    private static let rows: [Rule: Row] = Dictionary(
        uniqueKeysWithValues: allCases.compactMap { rule in
            families.lazy.compactMap { $0(rule) }.first.map { (rule, $0) }
        })

    private var row: Row { Self.rows[self] ?? Self.error(id, "") }
}
