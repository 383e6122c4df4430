import Nodes

/// Findings about what the text of a field holds, such as the content of a file. Places count in the text itself.
struct TextReport {
    let report: Report
    /// From where the report stands to the field with the text.
    let steps: [FieldPath.Step]
    /// Whether the field holds the text in base64.
    let isEncoded: Bool

    /// Notes a finding between two places of the text. Its words are not made when nobody will read them, since to look
    /// for what was meant takes longer than to find a mistake.
    func add(
        _ rule: Rule, _ start: Position, _ end: Position, _ message: @autoclosure () -> String,
        fix: @autoclosure () -> String
    ) {
        let isRead = !report.isFull(rule.severity)
        report.add(
            rule, at: steps, content: ContentPlace(start, end, isEncoded: isEncoded), isRead ? message() : "",
            fix: isRead ? fix() : "")
    }

    /// Notes a finding about a value of a document within the text.
    func add(_ rule: Rule, _ node: Node, _ message: @autoclosure () -> String, fix: @autoclosure () -> String) {
        add(rule, node.start, node.end, message(), fix: fix())
    }

    /// Notes a finding about a key of a document within the text.
    func add(
        _ rule: Rule, key entry: Node.Entry, _ message: @autoclosure () -> String, fix: @autoclosure () -> String
    ) {
        add(rule, entry.keyStart, entry.keyEnd, message(), fix: fix())
    }
}
