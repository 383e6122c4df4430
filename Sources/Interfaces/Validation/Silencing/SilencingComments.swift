import Nodes
import Resources

/// Finds `# martlet: allow MR1305 because …` in the lines of a file, inline content included.
struct SilencingComments {
    /// Comments of one file that count.
    private static let most = 1000

    private let file: String
    private(set) var silencings: [Silencing] = []
    /// What is wrong with the comments.
    private(set) var findings: [LocatedFinding] = []

    private init(file: String) { self.file = file }

    /// The comments in these bytes. A file without any costs one search for a word.
    static func find(in bytes: [UInt8], of file: String) -> SilencingComments {
        var comments = SilencingComments(file: file)
        guard isMentioned(in: bytes) else { return comments }
        let lines = SourceLines(bytes)
        for line in 1...lines.count where comments.silencings.count < most {
            guard let comment = SilencingComment(lines[line]) else { continue }
            let isAlone = comment.isAlone
            comments.add(comment, line: line, target: isAlone ? lines.nextContent(after: line) : line)
        }
        return comments
    }

    /// Whether a `#` stands anywhere with the word behind it.
    private static func isMentioned(in bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            rest = bytes[(hash + 1)...]
            if SilencingComment.isMarker(rest) { return true }
        }
        return false
    }

    private mutating func add(_ comment: SilencingComment, line: Int, target: Int) {
        let start = Position(line: line, column: comment.column)
        let end = Position(line: line, column: comment.endColumn)
        func note(_ rule: Rule, _ message: String, _ fix: String) {
            findings.append(
                LocatedFinding(
                    file: file, start: start, end: end, kind: nil, name: nil,
                    finding: Finding(rule, at: FieldPath(), message, fix: fix)))
        }
        let unknown = comment.words.first { Rule(id: $0) == nil }
        if let unknown {
            return note(
                .silencingRule, "There is no rule “\(unknown)”.",
                "Write “# martlet: allow MR1305 because …”; `martlet explain rules` lists the rules.")
        }
        if comment.words.isEmpty {
            return note(
                .silencingRule, "The comment names no rule.", "Write “# martlet: allow MR1305 because …”.")
        }
        if comment.reason.isEmpty {
            return note(
                .silencingReason, "The comment gives no reason, so it silences nothing.",
                "Add it: “# martlet: allow \(comment.words.joined(separator: ", ")) because …”.")
        }
        silencings.append(
            Silencing(start: start, end: end, line: target, rules: comment.words.compactMap { Rule(id: $0) }))
    }
}
