import Nodes

/// Findings about what the text of a field holds, such as the content of a file. Places count in the text itself.
struct TextReport {
    let report: Report
    /// From where the report stands to the field with the text.
    let steps: [FieldPath.Step]
    /// Whether the field holds the text in base64.
    let isEncoded: Bool

    /// Notes a finding between two places of the text.
    func add(_ rule: Rule, _ start: Position, _ end: Position, _ message: String, fix: String) {
        report.add(
            rule, at: steps, content: ContentPlace(start, end, isEncoded: isEncoded), message, fix: fix)
    }

    /// Notes a finding about a value of a document within the text.
    func add(_ rule: Rule, _ node: Node, _ message: String, fix: String) {
        add(rule, node.start, node.end, message, fix: fix)
    }

    /// Notes a finding about a key of a document within the text.
    func add(_ rule: Rule, key entry: Node.Entry, _ message: String, fix: String) {
        add(rule, entry.keyStart, entry.keyEnd, message, fix: fix)
    }
}
