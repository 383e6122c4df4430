extension Rule {
    /// How much a finding of this rule weighs unless a repository's settings say otherwise.
    public var severity: Severity {
        switch self {
        case .ignoredField, .furtherFindings, .syncPathNotAbsolute, .templateLabels: .note
        case .decimalFileMode, .matchesNoDevice, .expressionsNotMatched, .maskedSecret: .warning
        default: .error
        }
    }
}
