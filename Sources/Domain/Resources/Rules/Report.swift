/// Collects findings while a document is decoded and judged. It knows where in the document the work stands, so that
/// rules name only the field that they are about.
public final class Report {
    /// The most findings of one severity kept of one document; the answer to a document of mistakes must stay readable,
    /// and no number of notes may hide an error.
    static let most = 500

    let policy: ReadingPolicy
    /// Whether fields of ours are reported; see ``Extension``.
    let reportsExtensions: Bool
    private(set) var findings: [Finding] = []
    private var kept: [Severity: Int] = [:]
    /// How many findings there were beyond ``most``.
    private(set) var further = 0
    /// Whether the work stands in the template of a fleet, where texts may hold placeholders.
    private(set) var isTemplate = false
    private var path: [FieldPath.Step] = []

    init(policy: ReadingPolicy, reportsExtensions: Bool = false) {
        self.policy = policy
        self.reportsExtensions = reportsExtensions
    }

    /// Whether the content of files is judged: what was stored was judged before.
    var judgesContent: Bool { policy == .manifest }

    /// Whether further findings of a severity are only counted.
    func isFull(_ severity: Severity) -> Bool { kept[severity, default: 0] >= Self.most }

    /// Notes a finding about the field reached by `steps` from where the work stands.
    public func add(
        _ rule: Rule, at steps: [FieldPath.Step] = [], onKey: Bool = false, content: ContentPlace? = nil,
        _ message: String, fix: String
    ) {
        let severity = rule.severity
        guard !isFull(severity) else { return further += 1 }
        kept[severity, default: 0] += 1
        findings.append(
            Finding(rule, at: FieldPath(path + steps), onKey: onKey, content: content, message, fix: fix))
    }

    /// Does `work` one step further down.
    func within<Result>(_ step: FieldPath.Step, _ work: () -> Result) -> Result {
        path.append(step)
        defer { path.removeLast() }
        return work()
    }

    /// Does `work` where placeholders are allowed if `begins`, else as before.
    func template<Result>(_ begins: Bool, _ work: () -> Result) -> Result {
        let before = isTemplate
        isTemplate = before || begins
        defer { isTemplate = before }
        return work()
    }
}

/// How strictly a document is read.
public enum ReadingPolicy: Sendable, Hashable {
    /// As people write it: unknown fields and empty values are errors, what has no effect is noted.
    case manifest
    /// As other programs send it: unknown fields and nulls are passed over.
    case wire
}
