import Nodes
import Planning
import Resources

/// Tells what becomes of each object of a plan.
struct ObjectComparison {
    private let base: [ObjectKey: Manifest]
    private let head: [ObjectKey: Manifest]

    init(base: Declared, head: Declared) {
        self.base = Self.byKey(base)
        self.head = Self.byKey(head)
    }

    func changes(_ plan: Plan) -> [ObjectChange] {
        let present =
            plan.created.map { change($0, .create) } + plan.changed.map { change($0, .change) }
            + plan.moved.map { change($0, .move) }
        let gone = plan.deleted.map { loss($0, .delete) } + plan.released.map { loss($0, .release) }
        return (present + gone).sorted { $0.key < $1.key }
    }

    private func change(_ object: Desired, _ action: ObjectChange.Action) -> ObjectChange {
        let former = base[object.key]
        let place = former.map { Place($0) }
        return ObjectChange(
            key: object.key, action: action, place: object.place, formerPlace: place == object.place ? nil : place,
            fields: FieldComparison.changes(former.flatMap(Self.shown), head[object.key].flatMap(Self.shown), at: ""))
    }

    private func loss(_ object: Owned, _ action: ObjectChange.Action) -> ObjectChange {
        ObjectChange(key: object.key, action: action, place: object.place, formerPlace: nil, fields: [])
    }

    private static func byKey(_ declared: Declared) -> [ObjectKey: Manifest] {
        Dictionary(declared.manifests.map { (ObjectKey(kind: $0.kind, name: $0.name), $0) }) { first, _ in first }
    }

    /// Labels and spec, the secrets of the resource model masked.
    private static func shown(_ manifest: Manifest) -> ShownNode? {
        guard let shown = node(manifest, manifest.specJSON), let actual = node(manifest, manifest.revealedSpecJSON())
        else { return nil }
        return ShownNode(shown: shown, actual: actual)
    }

    private static func node(_ manifest: Manifest, _ spec: [UInt8]) -> Node? {
        guard let spec = try? JSON.parse(spec, limits: .preview) else { return nil }
        let labels = manifest.labels.map { labels in
            Node.object(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        }
        return .object([("metadata", labels.map { .object([("labels", $0)]) }), ("spec", spec)])
    }
}
