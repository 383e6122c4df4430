import Resources

/// What validation found.
public struct ValidationResult: Sendable {
    /// The findings, in the order of files and places. Of very many the first ones.
    public let findings: [LocatedFinding]
    /// All findings by weight, those that were not kept included.
    public let counts: SeverityCounts
    /// How many documents were read, wrong ones included.
    public let documents: Int
    /// The names of the files that were read, in order.
    public let files: [String]
    /// How many files `.martletignore` names.
    public let ignored: Int
    /// From which weight on a finding makes the program fail.
    public let failOn: Severity
    /// Whether something could not be read.
    public let isIncomplete: Bool

    private let source: any ManifestSource
    private let listed: [String: SourceFile]

    init(_ gathering: Gathering, listing: SourceListing, failOn: Severity, source: any ManifestSource) {
        findings = gathering.findings.sorted(by: LocatedFinding.isInOrder)
        counts = gathering.counts
        documents = gathering.documents
        files = listing.files.map(\.path)
        ignored = listing.ignored
        self.failOn = failOn
        isIncomplete = listing.isIncomplete || gathering.isUnreadable
        self.source = source
        let named = Set(findings.map(\.file))
        listed = Dictionary(
            (listing.files + [listing.settings].compactMap { $0 }).filter { named.contains($0.path) }.map {
                ($0.path, $0)
            },
            uniquingKeysWith: { first, _ in first })
    }

    /// What the program ends with: 0 clean, 1 findings that make it fail, 2 something could not be read.
    public var exitStatus: Int32 {
        if isIncomplete { return 2 }
        return Severity.allCases.contains { $0 >= failOn && counts[$0] > 0 } ? 1 : 0
    }

    /// Whether a finding makes the program fail.
    public func fails(_ finding: LocatedFinding) -> Bool { finding.finding.severity >= failOn }

    /// `3 files, 4 documents: 1 error, 2 warnings, 0 notes`.
    public var summary: String {
        let skipped = ignored > 0 ? " (\(Self.number(ignored, "file")) ignored)" : ""
        return "\(Self.number(files.count, "file"))\(skipped), \(Self.number(documents, "document")): "
            + "\(Self.number(counts.errors, "error")), \(Self.number(counts.warnings, "warning")), "
            + Self.number(counts.notes, "note")
    }

    private static func number(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// The lines of a file as they are now; nil when it cannot be read any more.
    func lines(of file: String) -> SourceLines? {
        guard let file = listed[file], let bytes = try? source.read(file) else { return nil }
        return SourceLines(bytes)
    }
}
