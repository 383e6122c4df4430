import Nodes

/// What is wrong with a document, or worth knowing about it, and what to do. It carries no position: the path is
/// resolved against the document when the finding is shown.
public struct Finding: Sendable, Hashable {
    /// How much it weighs.
    public var severity: Severity
    /// The identifier of the rule, such as `MR1101`; see ``Rule``.
    public var rule: String
    /// The field it is about.
    public var path: FieldPath
    /// Whether it is about the field's key (unknown, missing beside it) rather than its value.
    public var onKey: Bool
    /// Where in the text of the field, when it is about what stands in that text.
    public var content: ContentPlace?
    /// What is wrong, one sentence. Never holds a secret.
    public var message: String
    /// What to do, one sentence; empty when there is nothing to do.
    public var fix: String

    /// A finding of `rule` with the weight that the rule has.
    public init(
        _ rule: Rule, at path: FieldPath, onKey: Bool = false, content: ContentPlace? = nil, _ message: String,
        fix: String
    ) {
        severity = rule.severity
        self.rule = rule.id
        self.path = path
        self.onKey = onKey
        self.content = content
        self.message = message
        self.fix = fix
    }
}

/// A finding with its place in a file.
public struct LocatedFinding: Sendable, Hashable {
    /// The file as its reader named it.
    public var file: String
    /// Where the finding starts: at the key, or at the value's first character, an opening quote included.
    public var start: Position
    /// The first place behind it.
    public var end: Position
    /// The kind of the document, where it is known.
    public var kind: String?
    /// The name of the resource, where it is known.
    public var name: String?
    /// The finding itself.
    public var finding: Finding

    /// A finding at a place.
    public init(file: String, start: Position, end: Position, kind: String?, name: String?, finding: Finding) {
        self.file = file
        self.start = start
        self.end = end
        self.kind = kind
        self.name = name
        self.finding = finding
    }
}

extension LocatedFinding: CustomStringConvertible {
    /// `fleets/web.yaml:12:5: error MR1101: message fix`, the form that editors and compilers use.
    public var description: String {
        let text = finding.fix.isEmpty ? finding.message : "\(finding.message) \(finding.fix)"
        return "\(file):\(start.line):\(start.column): \(finding.severity.rawValue) \(finding.rule): \(text)"
    }
}

extension Sequence<LocatedFinding> {
    /// Whether one of the findings is an error.
    public var hasErrors: Bool { contains { $0.finding.severity == .error } }
}
