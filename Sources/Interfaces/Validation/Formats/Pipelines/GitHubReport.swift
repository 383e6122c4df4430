import Console
import Nodes
import Resources

/// Workflow commands of GitHub Actions. Ten annotations of each weight are shown of a step, so the tenth says how many more
/// there are, and those stand in the log as plain lines.
enum GitHubReport {
    private static let shown = 10

    static func write(_ findings: [LocatedFinding], to output: inout BufferedOutput) {
        for severity in Severity.allCases.sorted(by: >) {
            let all = findings.filter { $0.finding.severity == severity }
            let annotated = all.count > shown ? shown - 1 : all.count
            for finding in all.prefix(annotated) { output.write(annotation(finding)) }
            guard all.count > annotated else { continue }
            let more = "and \(all.count - annotated) more findings of this weight; the log has them all"
            output.write("::\(command(severity)) title=martlet validate::\(data(more))\n")
            for finding in all.dropFirst(annotated) { output.write(line(finding)) }
        }
    }

    private static func annotation(_ located: LocatedFinding) -> String {
        let finding = located.finding
        var properties = [
            ("file", located.file), ("line", "\(located.start.line)"), ("endLine", "\(located.end.line)"),
            ("col", "\(located.start.column)"),
        ]
        // Columns of different lines cannot be shown together.
        if located.end.line == located.start.line { properties.append(("endColumn", "\(located.end.column)")) }
        properties.append(("title", "\(finding.rule) \(Rule(id: finding.rule)?.title ?? "")"))
        let text = properties.map { "\($0)=\(property($1))" }.joined(separator: ",")
        let message = finding.fix.isEmpty ? finding.message : "\(finding.message)\n\(finding.fix)"
        return "::\(command(finding.severity)) \(text)::\(data(message))\n"
    }

    /// A line that starts with a word of ours, so that nothing in it can be taken for a command.
    private static func line(_ located: LocatedFinding) -> String {
        let finding = located.finding
        return "\(finding.severity.rawValue) \(finding.rule) \(located.file.printable):\(located.start.line):"
            + "\(located.start.column): \(finding.message.printable) \(finding.fix.printable)\n"
    }

    private static func command(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    /// What follows the second pair of colons.
    private static func data(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { escaped(String($0).printable) }.joined(separator: "%0A")
    }

    /// The value of a property, in which colons and commas would end it.
    private static func property(_ text: String) -> String {
        escaped(text.printable).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }

    private static func escaped(_ text: String) -> String { text.replacing("%", with: "%25") }
}
