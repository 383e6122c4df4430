import Nodes
import Planning
import Preview
import Resources
import Testing

/// Repeatable random numbers.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

/// What the store keeps of a document: the least that shows whether a plan was carried out.
private struct Stored: Equatable {
    let labels: [String: String]?
    let spec: [UInt8]
    let place: Place

    init(_ manifest: Manifest) {
        labels = manifest.labels
        spec = manifest.revealedSpecJSON()
        place = Place(manifest)
    }
}

@Suite("Plan is apply")
struct PlanIsApplyTests {
    /// A few objects of every kind in a few files, so that moves, changes and removals all happen.
    private static func world(_ dice: inout Dice) -> [String: String] {
        var files: [String: String] = [:]
        for kind in ["Fleet", "Device", "Repository", "ResourceSync"] {
            for name in ["a", "b", "c"] where Bool.random(using: &dice) {
                let path = "\(["one", "two"].randomElement(using: &dice) ?? "").yaml"
                files[path, default: ""] += document(kind, name, Int.random(in: 0...2, using: &dice))
            }
        }
        return files
    }

    private static func document(_ kind: String, _ name: String, _ form: Int) -> String {
        let spec =
            switch kind {
            case "Fleet":
                "{selector: {matchLabels: {role: r\(form)}}, template: {spec: {os: {image: q.io/a/b:\(form)}}}}"
            case "Device": "{os: {image: q.io/a/b:\(form)}}"
            case "Repository": "{type: git, url: https://g.io/x.git, httpConfig: {username: u, password: t\(form)}}"
            default: "{repository: r, targetRevision: main, path: /p\(form)}"
            }
        return """
            ---
            apiVersion: flightctl.io/v1beta1
            kind: \(kind)
            metadata: {name: \(name)\(form == 1 ? ", labels: {x: y}" : "")}
            spec: \(spec)

            """
    }

    /// What carrying a plan out makes of a store.
    private func apply(
        _ plan: Plan, of head: [Manifest], to store: [ObjectKey: Stored]
    ) throws -> [ObjectKey: Stored] {
        let documents = Dictionary(uniqueKeysWithValues: head.map { (key($0), Stored($0)) })
        var store = store
        for object in plan.created {
            #expect(store[object.key] == nil)
            store[object.key] = documents[object.key]
        }
        for object in plan.changed + plan.moved {
            #expect(store[object.key] != nil)
            store[object.key] = documents[object.key]
        }
        for object in plan.deleted + plan.released { store[object.key] = nil }
        return store
    }

    private func key(_ manifest: Manifest) -> ObjectKey { ObjectKey(kind: manifest.kind, name: manifest.name) }

    private func store(_ manifests: [Manifest]) -> [ObjectKey: Stored] {
        Dictionary(uniqueKeysWithValues: manifests.map { (key($0), Stored($0)) })
    }

    @Test("applying the plan to the base gives the head, and nothing is left to plan", arguments: 0..<150)
    func planIsApply(seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        let base = try manifests(Self.world(&dice))
        let head = try manifests(Self.world(&dice))
        let preview = ChangePreview(base: Declared(base), head: Declared(head), syncs: [])
        #expect(try apply(preview.plan, of: head, to: store(base)) == store(head))
        #expect(preview.refusals.isEmpty)
        #expect(preview.isEmpty == (store(base) == store(head)))
        #expect(ChangePreview(base: Declared(head), head: Declared(head), syncs: []).isEmpty)
    }

    @Test("every object of a plan is told of once, a changed one with what differs", arguments: 0..<50)
    func everythingIsTold(seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &+ 1000)
        let base = try manifests(Self.world(&dice))
        let head = try manifests(Self.world(&dice))
        let preview = ChangePreview(base: Declared(base), head: Declared(head), syncs: [])
        let plan = preview.plan
        let touched = plan.created + plan.changed + plan.moved
        #expect(Set(preview.changes.map(\.key)) == Set(touched.map(\.key) + (plan.deleted + plan.released).map(\.key)))
        #expect(preview.changes.count == Set(preview.changes.map(\.key)).count)
        for change in preview.changes where change.action == .change { #expect(!change.fields.isEmpty) }
        for change in preview.changes where change.action == .move {
            #expect(change.fields.isEmpty && change.formerPlace != nil)
        }
    }

    @Test("the server's guard judges the preview: a sync never removes what it stands on")
    func guards() throws {
        let base = try declared(Self.document("Repository", "fleet", 0) + Self.document("ResourceSync", "all", 0))
        let identity = SyncIdentity(name: "all", repository: "fleet")
        let preview = ChangePreview(base: base, head: Declared([]), syncs: [identity, identity])
        #expect(preview.refusals.map(\.reason) == [.removesFoundation, .removesFoundation])
        #expect(Set(preview.refusals.map(\.key.name)) == ["all", "fleet"])
        #expect(ChangePreview(base: base, head: Declared([]), syncs: []).refusals.isEmpty)
    }
}
