import Resources

/// What is kept of a file when it was judged. The bytes and the documents themselves are not.
struct FileVerdict: Sendable {
    /// The findings that stand after settings and comments, in order of place.
    var findings: [LocatedFinding] = []
    /// How many documents were read.
    var documents = 0
    /// What the file declares, for rules across files.
    var declarations: [Declaration] = []
    /// What other documents can refer to or clash with.
    var links: [LinkFacts] = []
    /// The comments that silence findings.
    var silencings: [Silencing] = []
    /// Whether the file could not be read.
    var isUnreadable = false
    /// Whether a rule that the server holds too was broken.
    var hasErrors = false
}

/// Findings by how much they weigh.
public struct SeverityCounts: Sendable, Hashable {
    /// Findings that are errors.
    public var errors = 0
    /// Findings that are warnings.
    public var warnings = 0
    /// Findings that are notes.
    public var notes = 0

    /// None.
    public init() {}

    /// Counts these.
    init(_ findings: some Sequence<LocatedFinding>) {
        for finding in findings { add(finding.finding.severity) }
    }

    /// How many weigh as much.
    public subscript(severity: Severity) -> Int {
        switch severity {
        case .error: errors
        case .warning: warnings
        case .note: notes
        }
    }

    /// All of them.
    public var total: Int { errors + warnings + notes }

    mutating func add(_ severity: Severity, _ number: Int = 1) {
        switch severity {
        case .error: errors += number
        case .warning: warnings += number
        case .note: notes += number
        }
    }

    mutating func add(_ other: SeverityCounts) {
        for severity in Severity.allCases { add(severity, other[severity]) }
    }
}
