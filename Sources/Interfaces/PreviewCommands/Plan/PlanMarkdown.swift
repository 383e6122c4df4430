import Console
import GitObjects
import Planning
import Preview
import Resources

/// The plan as one comment for a pull request: a table of what happens, the details folded, never longer than the hosts
/// take.
enum PlanMarkdown {
    /// GitHub takes 65,536 characters, GitLab a million bytes; the rest is for what a pipeline puts around it.
    static let mostBytes = 60_000
    private static let mostRows = 100
    /// By this line a pipeline finds its own comment to replace it.
    static let marker = "<!-- martlet plan -->"

    static func text(_ report: PlanReport) -> String {
        var text = head(report)
        let parts = details(report)
        let foot = "\n" + report.notes.map { "> \(escape($0))\n" }.joined()
        var left = 0
        for part in parts {
            guard left == 0, text.utf8.count + part.utf8.count + foot.utf8.count + 200 < mostBytes else {
                left += 1
                continue
            }
            text += part
        }
        if left > 0 { text += "\n\(left) further details do not fit into a comment; `martlet plan` shows them.\n" }
        return text + foot
    }

    private static func head(_ report: PlanReport) -> String {
        let preview = report.preview
        var text = "\(marker)\n### \(escape(report.lastLine))\n\n"
        text += "`\(report.base.id.prefix(12))` → `\(report.head.id.prefix(12))`\n"
        if !preview.refusals.isEmpty {
            text += "\n**The server would refuse this commit as a whole:**\n\n"
            text += preview.refusals.prefix(mostRows).map { "- \(escape($0.description))\n" }.joined()
        }
        if !preview.blocks.isEmpty {
            text += "\n**\(escape(PlanReport.blocked))**\n\n"
            text += preview.blocks.map { "- \(escape($0.message))\n" }.joined()
        }
        guard !preview.changes.isEmpty else { return text }
        text += "\n| | Object | What happens | Where |\n|---|---|---|---|\n"
        for change in preview.changes.prefix(mostRows) {
            text +=
                "| `\(change.action.sign)` | \(escape(change.key.description)) | \(change.action.words) | \(escape(change.place.description)) |\n"
        }
        let more = preview.changes.count - mostRows
        return more > 0 ? text + "\nand \(more) more.\n" : text
    }

    /// What can be left out when there is no room, the most telling first.
    private static func details(_ report: PlanReport) -> [String] {
        let devices = report.preview.reach.map { reach in
            var rest = reach
            rest.groups = []
            let summary = ReachText.lines(rest)
            return (summary.isEmpty ? [] : [fold("Rollout and devices", summary)])
                + reach.groups.map { group in
                    let title = "\(counted(group.devices.count, "device")) \(ReachText.origin(group))"
                    return fold(title, ReachText.group(group))
                }
        }
        let fields = report.preview.changes.filter { !$0.fields.isEmpty }.map { change in
            fold("Fields of \(change.key)", change.fields.flatMap { PlanText.lines($0, indent: 0) })
        }
        return (devices ?? []) + fields
    }

    /// A folded block of lines, in a fence longer than any in it.
    private static func fold(_ title: String, _ lines: [String]) -> String {
        let body = lines.drop { $0.isEmpty }.joined(separator: "\n")
        var fence = "```"
        while body.contains(fence) { fence += "`" }
        return "\n<details><summary>\(escape(title))</summary>\n\n\(fence)diff\n\(body)\n\(fence)\n\n</details>\n"
    }

    /// Text that is shown as it is: nothing in a name or a path becomes a link, a mention or HTML.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text.replacing("\n", with: " ").printable {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "@": escaped += "&#64;"
            case "#" where !escaped.isEmpty: escaped += "&#35;"
            case "\\", "`", "*", "_", "[", "]", "|", "~": escaped += "\\\(character)"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
