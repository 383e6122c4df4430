import Console
import GitObjects
import Planning
import Preview
import Resources

/// The plan for people: what becomes of each object, then of the devices, and a summary on the last line.
struct PlanText {
    /// Lines of one field or file, and fields of one object, that are shown.
    static let mostLines = 60
    static let mostFields = 40
    /// Groups of devices, and names in a list.
    static let mostGroups = 20
    static let mostNames = 5

    private var lines: [String] = []

    static func text(_ report: PlanReport) -> String {
        var text = PlanText()
        text.add(report)
        return text.lines.joined(separator: "\n") + "\n"
    }

    private mutating func add(_ report: PlanReport) {
        lines.append("Base \(report.base.id.prefix(12)) \(report.base.subject.shortened(to: 60))")
        lines.append("Head \(report.head.id.prefix(12)) \(report.head.subject.shortened(to: 60))")
        if !report.path.isEmpty { lines.append("Path /\(report.path)") }
        for change in report.preview.changes { add(change) }
        if let reach = report.preview.reach { lines += ReachText.lines(reach) }
        add(report.preview.refusals)
        add(report.preview.blocks)
        if !report.notes.isEmpty { lines.append("") }
        for note in report.notes { lines.append("Note: \(note)") }
        lines += ["", report.lastLine]
    }

    private mutating func add(_ change: ObjectChange) {
        lines += [
            "", "\(change.action.sign) \(change.key) \(change.action.words)  (\(change.place.description.printable))",
        ]
        if let former = change.formerPlace { lines.append("    was at \(former.description.printable)") }
        for field in change.fields.prefix(Self.mostFields) { lines += Self.lines(field, indent: 4) }
        let more = change.fields.count - Self.mostFields
        if more > 0 { lines.append("    … and \(counted(more, "more field"))") }
    }

    private mutating func add(_ refusals: [Refusal]) {
        guard !refusals.isEmpty else { return }
        lines += ["", "The server would refuse this commit as a whole:"]
        for refusal in refusals { lines.append("  ! \(refusal.description.printable)") }
    }

    private mutating func add(_ blocks: [PruneBlock]) {
        guard !blocks.isEmpty else { return }
        lines += ["", PlanReport.blocked]
        for block in blocks { lines.append("  ! \(block.message.printable)") }
    }

    static func lines(_ field: FieldChange, indent: Int) -> [String] {
        let pad = String(repeating: " ", count: indent)
        if !field.diff.isEmpty { return ["\(pad)~ \(field.path.printable)"] + diff(field.diff, indent: indent + 4) }
        let (before, after) = (field.before.map(value), field.after.map(value))
        switch (before, after) {
        case (nil, let after?): return ["\(pad)+ \(field.path.printable): \(after)"]
        case (let before?, nil): return ["\(pad)- \(field.path.printable): \(before)"]
        case (let before?, let after?) where before == after:
            return ["\(pad)~ \(field.path.printable): \(after) \(hidden)"]
        case (let before?, let after?): return ["\(pad)~ \(field.path.printable): \(before) → \(after)"]
        case (nil, nil): return []
        }
    }

    /// Two values that look alike differ in what is hidden of them.
    static let hidden = "(hidden, changes)"

    static func diff(_ diff: [String], indent: Int) -> [String] {
        let pad = String(repeating: " ", count: indent)
        let shown = diff.prefix(mostLines).map { (pad + $0.printable.shortened(to: 400)) }
        return diff.count > mostLines ? shown + ["\(pad)… and \(diff.count - mostLines) more lines"] : shown
    }

    static func value(_ text: String) -> String {
        text.isEmpty ? "\"\"" : text.replacing("\n", with: "⏎").printable.shortened(to: 120)
    }
}
