import Resources

/// What a repository says in `martlet.yaml` about how it is judged.
///
///     rules:
///       MR1305: error
///       MR1502: off
///     failOn: warning
///     upstream: true
public struct Settings: Sendable, Hashable {
    /// How much findings of a rule weigh.
    public enum Level: Sendable, Hashable {
        /// As much as this.
        case severity(Severity)
        /// They are not shown and do not count.
        case off
    }

    /// Rules that weigh something else than their table says, by identifier. Errors cannot be lowered.
    public var levels: [String: Level] = [:]
    /// From which weight on findings make the program fail.
    public var failOn: Severity?
    /// Whether fields that only this system knows are reported.
    public var upstream: Bool?

    /// Nothing said.
    public init() {}

    /// The findings with the weights of these settings, without those that are off.
    func apply(to findings: [LocatedFinding]) -> [LocatedFinding] {
        if levels.isEmpty { return findings }
        return findings.compactMap { finding in
            switch levels[finding.finding.rule] {
            case nil: return finding
            case .off: return nil
            case .severity(let severity):
                var finding = finding
                finding.finding.severity = severity
                return finding
            }
        }
    }
}
