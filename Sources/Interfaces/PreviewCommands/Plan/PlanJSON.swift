import GitObjects
import Nodes
import Planning
import Preview
import Resources

/// The plan for programs.
enum PlanJSON {
    static func text(_ report: PlanReport) -> String {
        String(decoding: node(report).json(pretty: true), as: UTF8.self) + "\n"
    }

    private static func node(_ report: PlanReport) -> Node {
        .object([
            ("base", commit(report.base)), ("head", commit(report.head)), ("path", .string("/" + report.path)),
            ("summary", summary(report.preview)),
            ("refusals", .array(report.preview.refusals.map(refusal))),
            ("blocks", strings(report.preview.blocks.map(\.message))),
            ("changes", .array(report.preview.changes.map(change))),
            ("devices", report.preview.reach.map(ReachJSON.node)), ("notes", strings(report.notes)),
        ])
    }

    private static func commit(_ commit: LocalCommit) -> Node {
        .object([
            ("commit", .string(commit.id)), ("author", .string(commit.author)), ("subject", .string(commit.subject)),
        ])
    }

    private static func summary(_ preview: ChangePreview) -> Node {
        let plan = preview.plan
        return .object([
            ("changes", .bool(!preview.isEmpty)), ("create", count(plan.created.count)),
            ("change", count(plan.changed.count)), ("move", count(plan.moved.count)),
            ("delete", count(plan.deleted.count)), ("release", count(plan.released.count)),
            ("unchanged", count(plan.unchanged)), ("refusals", count(preview.refusals.count)),
            ("devicesChanged", preview.reach.map { count($0.changed) }),
            ("devicesFailed", preview.reach.map { count($0.failed) }),
            ("devicesInConflict", preview.reach.map { count($0.conflicts.count) }),
        ])
    }

    private static func refusal(_ refusal: Refusal) -> Node {
        .object([
            ("kind", .string(refusal.key.kind.rawValue)), ("name", .string(refusal.key.name)),
            ("file", .string(refusal.place.path)), ("line", count(refusal.place.line)),
            ("column", count(refusal.place.column)),
            ("message", .string(refusal.message)), ("fix", .string(refusal.fix)),
        ])
    }

    private static func change(_ change: ObjectChange) -> Node {
        .object([
            ("action", .string(change.action.rawValue)), ("kind", .string(change.key.kind.rawValue)),
            ("name", .string(change.key.name)), ("file", .string(change.place.path)),
            ("line", count(change.place.line)), ("column", count(change.place.column)),
            ("formerFile", change.formerPlace.map { .string($0.path) }),
            ("formerLine", change.formerPlace.map { count($0.line) }),
            ("fields", .array(change.fields.map(field))),
        ])
    }

    static func field(_ field: FieldChange) -> Node {
        .object([
            ("path", .string(field.path)), ("before", field.before.map(Node.string)),
            ("after", field.after.map(Node.string)), ("diff", field.diff.isEmpty ? nil : strings(field.diff)),
        ])
    }

    static func count(_ count: Int) -> Node { .integer(Int64(count)) }

    static func strings(_ texts: [String]) -> Node { .array(texts.map(Node.string)) }
}
