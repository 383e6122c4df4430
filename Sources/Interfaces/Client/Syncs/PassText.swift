import FoundationEssentials
import Nodes

/// An entry of a sync's history, for people.
struct PassText {
    private let pass: Node?
    private let now: Date

    init(_ pass: Node?, now: Date) {
        self.pass = pass
        self.now = now
    }

    /// The commit with its author and subject.
    var commit: String {
        let parts = [pass?.text("commit")?.short, pass?.text("author"), pass?.text("subject")]
        return parts.compactMap(\.self).joined(separator: "  ")
    }

    /// What became of it: counts, or the first finding.
    var outcome: String {
        guard let pass else { return TableLayout.none }
        let age = Ago.age(pass.text("endedAt"), now: now).map { " \($0) ago" } ?? ""
        return "\(pass.text("outcome") ?? "")\(age): \(summary)"
    }

    /// Counts of a commit that was applied, the first finding of one that was not.
    var summary: String { isApplied ? counts : finding }

    /// Whether the commit is in force.
    var isApplied: Bool { pass?.text("outcome") == "applied" }

    /// `1 created, 2 changed`.
    var counts: String {
        let counts = ["created", "changed", "deleted", "released"].compactMap { word -> String? in
            guard let count = pass?[word]?.integer, count > 0 else { return nil }
            return "\(count) \(word)"
        }
        return counts.isEmpty ? "nothing to change" : counts.joined(separator: ", ")
    }

    /// The first finding, one line of it.
    var finding: String {
        let findings = pass?["findings"]?.elements ?? []
        guard let first = findings.first?.string else { return "no reason was noted" }
        let line = first.split(separator: "\n").first.map(String.init) ?? first
        return findings.count > 1 ? "\(line) (and \(findings.count - 1) more)" : line
    }
}
