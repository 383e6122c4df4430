import Planning
import Resources
import Testing

private func desired(_ name: String, _ path: String = "a.yaml", doc: Int = 0, hash: UInt8 = 1, kind: Kind = .fleet)
    -> Desired
{
    Desired(
        key: ObjectKey(kind: kind, name: name), place: Place(path: path, document: doc, line: 3, column: 9),
        hash: [hash])
}

private func owned(_ name: String, _ path: String = "a.yaml", doc: Int = 0, hash: UInt8 = 1, kind: Kind = .fleet)
    -> Owned
{
    Owned(
        key: ObjectKey(kind: kind, name: name), place: Place(path: path, document: doc, line: 3, column: 9),
        hash: [hash])
}

private func claim(_ name: String, _ holder: Claim.Holder) -> Claim {
    Claim(key: ObjectKey(kind: .fleet, name: name), holder: holder)
}

@Suite("Planner")
struct PlannerTests {
    @Test("a new document creates, an equal one does nothing, a different one changes")
    func compares() {
        let plan = Planner.plan(
            desired: [desired("new"), desired("same", doc: 1), desired("other", doc: 2, hash: 2)],
            owned: [owned("same", doc: 1), owned("other", doc: 2)], claims: [])
        #expect(plan.created.map(\.key.name) == ["new"])
        #expect(plan.changed.map(\.key.name) == ["other"])
        #expect(plan.unchanged == 1)
        #expect(plan.refusals.isEmpty)
    }

    @Test("a document that stands in another file is a move, not a deletion and a creation")
    func moves() {
        let plan = Planner.plan(desired: [desired("web", "b.yaml")], owned: [owned("web", "a.yaml")], claims: [])
        #expect(plan.moved.map(\.key.name) == ["web"])
        #expect(plan.created.isEmpty && plan.deleted.isEmpty && plan.changed.isEmpty)
    }

    @Test("a fleet whose document is gone is deleted; a device is released and never deleted")
    func releasesDevices() {
        let plan = Planner.plan(desired: [], owned: [owned("web"), owned("d1", kind: .device)], claims: [])
        #expect(plan.deleted.map(\.key.name) == ["web"])
        #expect(plan.released.map(\.key.name) == ["d1"])
    }

    @Test("an object that nobody owns is adopted")
    func adopts() {
        let plan = Planner.plan(desired: [desired("web")], owned: [], claims: [claim("web", .nobody)])
        #expect(plan.changed.map(\.key.name) == ["web"])
        #expect(plan.refusals.isEmpty)
    }

    @Test("a name that stands twice is refused with both places, wherever the other document stands")
    func refusesDuplicates() {
        let other = Place(path: "z.yaml", document: 0, line: 9, column: 9)
        let inOneCommit = Planner.plan(
            desired: [desired("web", "a.yaml"), desired("web", "b.yaml")], owned: [], claims: [])
        let acrossCommits = Planner.plan(desired: [desired("web")], owned: [], claims: [claim("web", .sameSync(other))])
        #expect(inOneCommit.refusals.map(\.place.path) == ["b.yaml"])
        #expect(
            inOneCommit.refusals.map(\.reason) == [
                .declaredTwice(other: Place(path: "a.yaml", document: 0, line: 3, column: 9))
            ])
        #expect(acrossCommits.refusals.map(\.reason) == [.declaredTwice(other: other)])
    }

    @Test("a name that another sync owns is refused, and the sentence names that sync and its place")
    func refusesForeignNames() throws {
        let other = Place(path: "z.yaml", document: 0, line: 9, column: 9)
        let plan = Planner.plan(
            desired: [desired("web")], owned: [], claims: [claim("web", .otherSync(name: "ops", other))])
        let refusal = try #require(plan.refusals.first)
        #expect(plan.created.isEmpty)
        #expect(refusal.description.contains("ResourceSync/ops"))
        #expect(refusal.description.contains("z.yaml:9"))
    }

    @Test("P2: planning again after applying the plan plans nothing", arguments: 0..<50)
    func appliesToNothing(seed: UInt64) {
        var random = Seeded(state: seed)
        let before = (0..<20).filter { _ in random.chance() }.map {
            owned("f\($0)", "p\($0 % 4).yaml", doc: $0, hash: UInt8(random.below(3)))
        }
        let commit = (0..<20).filter { _ in random.chance() }.map {
            desired("f\($0)", "p\($0 % 5).yaml", doc: $0, hash: UInt8(random.below(3)))
        }
        let first = Planner.plan(desired: commit, owned: before, claims: [])
        let after = apply(first, to: before, all: commit)
        let second = Planner.plan(desired: commit, owned: after, claims: [])
        #expect(second.isEmpty)
        #expect(Set(after.map(\.key)) == Set(commit.map(\.key)))
    }

    @Test("the order of the input does not change the plan")
    func isDeterministic() {
        let commit = (0..<10).map { desired("f\($0)", "p\($0).yaml") }
        let forwards = Planner.plan(desired: commit, owned: [], claims: [])
        let backwards = Planner.plan(desired: commit.reversed(), owned: [], claims: [])
        #expect(forwards == backwards)
    }

    @Test("an object that another sync waits for, or that may not be deleted, stays when its document goes")
    func letsGo() {
        let place = Place(path: "z.yaml", document: 0, line: 9, column: 9)
        let keeping: [ObjectKey: LetGo.Reason] = [
            ObjectKey(kind: .fleet, name: "web"): .claimed(sync: "ops", place),
            ObjectKey(kind: .device, name: "d1"): .outsideTargets("is no Fleet"),
            ObjectKey(kind: .fleet, name: "stays"): .outsideTargets("is no Device"),
        ]
        let plan = Planner.plan(
            desired: [desired("stays")],
            owned: [owned("web"), owned("d1", kind: .device), owned("stays"), owned("gone")], claims: [],
            keeping: keeping)
        #expect(plan.letGo.map(\.owned.key.name) == ["d1", "web"])
        #expect(plan.deleted.map(\.key.name) == ["gone"])
        #expect(plan.released.isEmpty && plan.refusals.isEmpty && !plan.isEmpty)
        #expect(plan.letGo.last?.message.contains("ResourceSync/ops") == true)
        #expect(plan.summary == "0 created, 0 changed, 1 deleted, 0 released, 2 let go")
    }

    @Test("what a sync that goes with the commit owns may be declared by it")
    func takesOver() {
        let other = Place(path: "z.yaml", document: 0, line: 9, column: 9)
        let claims = [claim("web", .otherSync(name: "ops", other)), claim("db", .otherSync(name: "more", other))]
        let plan = Planner.plan(
            desired: [desired("web"), desired("db", doc: 1)], owned: [owned("ops", kind: .resourceSync)],
            claims: claims)
        #expect(plan.changed.map(\.key.name) == ["web"])
        #expect(plan.adopted.map(\.key.name) == ["web"])
        #expect(plan.refusals.map(\.key.name) == ["db"])
        let kept = Planner.plan(
            desired: [desired("web")], owned: [owned("ops", kind: .resourceSync)], claims: claims,
            keeping: [ObjectKey(kind: .resourceSync, name: "ops"): .outsideTargets("is no Fleet")])
        #expect(kept.refusals.map(\.key.name) == ["web"])
    }

    private func apply(_ plan: Plan, to before: [Owned], all: [Desired]) -> [Owned] {
        let gone = Set((plan.deleted + plan.released).map(\.key))
        let written = plan.created + plan.changed + plan.moved
        let names = Set(written.map(\.key))
        return before.filter { !gone.contains($0.key) && !names.contains($0.key) }
            + written.map { Owned(key: $0.key, place: $0.place, hash: $0.hash) }
    }
}

@Suite("Guard")
struct GuardTests {
    private let sync = SyncIdentity(name: "fleets", repository: "fleet-repository")

    @Test(
        "a sync never prunes itself or the Repository it reads",
        arguments: [(Kind.resourceSync, "fleets"), (.repository, "fleet-repository")])
    func protectsFoundations(kind: Kind, name: String) {
        let plan = Planner.plan(desired: [], owned: [owned(name, kind: kind)], claims: [])
        #expect(Guard.judge(plan, for: sync).map(\.reason) == [.removesFoundation])
    }

    @Test("other Repositories and ResourceSyncs may be pruned", arguments: [Kind.resourceSync, .repository])
    func allowsOthers(kind: Kind) {
        let plan = Planner.plan(desired: [], owned: [owned("another", kind: kind)], claims: [])
        #expect(Guard.judge(plan, for: sync).isEmpty)
    }

    @Test("what the planner refused stays refused")
    func keepsRefusals() {
        let plan = Planner.plan(desired: [desired("web"), desired("web", "b.yaml")], owned: [], claims: [])
        #expect(Guard.judge(plan, for: sync) == plan.refusals)
    }
}

/// A small generator with a seed that stands in the test's name.
private struct Seeded {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }
    mutating func chance() -> Bool { below(2) == 0 }
}
