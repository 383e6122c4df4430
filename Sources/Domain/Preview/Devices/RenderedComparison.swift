import Nodes
import Rendering

/// Tells what differs between two rendered specs, file by file.
enum RenderedComparison {
    static func files(_ before: RenderedSpec?, _ after: RenderedSpec) -> [FileChange] {
        let old = before?.files ?? [:]
        return Set(old.keys).union(after.files.keys).sorted().compactMap { path in
            change(path, old[path], after.files[path])
        }
    }

    static func fields(_ before: RenderedSpec?, _ after: RenderedSpec) -> [FieldChange] {
        FieldComparison.changes(before.map { ShownNode($0.rest) }, ShownNode(after.rest), at: "")
            .filter { $0.before != nil || !["[]", "{}"].contains($0.after ?? "") }
            + references(before, after)
    }

    /// References that are not at hand differ as references.
    private static func references(_ before: RenderedSpec?, _ after: RenderedSpec) -> [FieldChange] {
        let old = Dictionary((before?.unresolved ?? []).map { ($0.provider, $0.shown) }) { first, _ in first }
        let new = Dictionary(after.unresolved.map { ($0.provider, $0.shown) }) { first, _ in first }
        return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map {
            FieldChange("config[\($0)]", before: old[$0], after: new[$0])
        }
    }

    private static func change(_ path: String, _ before: RenderedFile?, _ after: RenderedFile?) -> FileChange? {
        if before == after { return nil }
        let ownership =
            before?.ownership == after?.ownership
            ? nil : FieldChange(path, before: before?.ownership, after: after?.ownership)
        return FileChange(
            path: path, action: before == nil ? .add : after == nil ? .remove : .change,
            diff: ShownText.diff(before?.content ?? [], after?.content ?? []), ownership: ownership)
    }
}
