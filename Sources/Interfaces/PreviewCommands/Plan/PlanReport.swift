import GitObjects
import Planning
import Preview
import Resources

/// What is told of a change: the preview and where it comes from.
struct PlanReport {
    let base: LocalCommit
    let head: LocalCommit
    /// Below which path of the repository; empty for all of it.
    let path: String
    let preview: ChangePreview
    /// What the reader should know about the preview itself, a sentence each.
    let notes: [String]

    /// `2 to create, 1 to change, 0 to delete, 0 to release; 12 of 40 devices get something else`.
    var summary: String {
        let plan = preview.plan
        var parts = [
            "\(plan.created.count) to create", "\(plan.changed.count) to change", "\(plan.deleted.count) to delete",
        ]
        if !plan.released.isEmpty { parts.append("\(plan.released.count) to release") }
        if !plan.moved.isEmpty { parts.append("\(plan.moved.count) moved") }
        var text = parts.joined(separator: ", ")
        if let reach = preview.reach {
            text += "; \(reach.changed) of \(counted(reach.devices, "device")) changed"
            if reach.failed > 0 { text += ", \(reach.failed) cannot be rendered" }
            if !reach.conflicts.isEmpty { text += ", \(reach.conflicts.count) in conflict" }
        }
        let refusals = preview.refusals.count
        if refusals > 0 { return "Plan: refused, \(counted(refusals, "reason")); \(text)." }
        return preview.blocks.isEmpty ? "Plan: \(text)." : "Plan: needs approval; \(text)."
    }

    /// What a block means.
    static let blocked =
        "The server would stop before applying it until someone runs `martlet sync approve NAME --commit SHA`:"

    /// The summary when nothing would be done.
    var nothing: String { "No change: \(counted(preview.plan.unchanged, "document")) compared." }

    var lastLine: String { preview.isEmpty ? nothing : summary }
}

extension ObjectChange.Action {
    /// The sign in front of an object, as people know it from other planners.
    var sign: String {
        switch self {
        case .create: "+"
        case .change: "~"
        case .move: ">"
        case .delete: "-"
        case .release: "<"
        }
    }

    /// What is done, for people.
    var words: String {
        switch self {
        case .create: "will be created"
        case .change: "will be changed"
        case .move: "stands elsewhere, nothing else changes"
        case .delete: "will be deleted"
        case .release: "will be released: it stays enrolled and keeps what it runs"
        }
    }
}
