import Nodes
import Resources

/// A comment that silences findings on its line, or on the next line when it stands alone.
struct Silencing: Sendable {
    /// Where the comment stands.
    let start: Position
    let end: Position
    /// The line whose findings are silenced.
    let line: Int
    let rules: [Rule]
    /// Rules of which a finding was silenced.
    private(set) var used: Set<Rule> = []

    init(start: Position, end: Position, line: Int, rules: [Rule]) {
        self.start = start
        self.end = end
        self.line = line
        self.rules = rules
    }

    /// Takes out the findings of one file that its comments silence.
    static func apply(_ silencings: inout [Silencing], to findings: inout [LocatedFinding]) {
        if silencings.isEmpty { return }
        let lines = Dictionary(grouping: silencings.indices, by: { silencings[$0].line })
        findings.removeAll { finding in
            guard let rule = Rule(id: finding.finding.rule) else { return false }
            var isSilenced = false
            for index in lines[finding.start.line] ?? [] where silencings[index].rules.contains(rule) {
                silencings[index].used.insert(rule)
                isSilenced = true
            }
            return isSilenced
        }
    }

    /// What is to be said of the comment when everything has been judged.
    ///
    /// - Parameter isJudged: whether the file has no error; else rules may not have been asked, and silence proves nothing.
    func remarks(file: String, isJudged: Bool) -> [LocatedFinding] {
        rules.compactMap { rule in
            if !used.contains(rule) {
                return isJudged
                    ? located(
                        file, .idleSilencing, "There is no finding of \(rule.id) on line \(line).",
                        "Remove the comment, or put it on the line of the finding or the one before.") : nil
            }
            guard rule.severity == .error else { return nil }
            return located(
                file, .silencedError,
                "\(rule.id) is silenced on line \(line); the server refuses the document all the same.",
                "Correct the document, or keep it out of the paths of syncs.")
        }
    }

    private func located(_ file: String, _ rule: Rule, _ message: String, _ fix: String) -> LocatedFinding {
        LocatedFinding(
            file: file, start: start, end: end, kind: nil, name: nil,
            finding: Finding(rule, at: FieldPath(), message, fix: fix))
    }
}
