import ResourceSync
import SQL
import Store
import TestSupport
import Testing

/// P1 over histories that nobody thought of: several syncs of one repository, commits, moves, copies, errors, approvals.
@Suite("P1: random histories")
struct WorldTests {
    @Test("what a sync owns is what one commit declares, and nothing goes that another sync declares", arguments: 1...8)
    func holds(seed: UInt64) async throws {
        try await SyncFixture.withTwo { fixture in
            try await fixture.bootstrap(
                further: ["more", "third"].map {
                    """
                    ---
                    apiVersion: v1beta1
                    kind: ResourceSync
                    metadata: {name: \($0)}
                    spec: {repository: fleet-repository, targetRevision: main, path: /\($0)}

                    """
                }.joined())
            var world = World(fixture: fixture, seed: seed)
            try await world.commit(20)
            for _ in 0..<25 { try await world.step() }
            try await world.converge()
        }
    }
}

private struct World {
    private static let syncs = ["fleets", "more", "third"]

    let fixture: SyncFixture
    private var random: SeededGenerator
    /// Path to the name of the fleet in it; nil is a file with an error.
    private var files: [String: String?] = [:]
    private var commits: [String: [String: String?]] = [:]
    private var counter = 0

    init(fixture: SyncFixture, seed: UInt64) {
        self.fixture = fixture
        random = SeededGenerator(state: seed)
    }

    mutating func step() async throws {
        switch random.below(10) {
        case 0..<4: try await commit(1 + Int(random.below(3)))
        case 4..<9: try await pass(Self.syncs[Int(random.below(3))])
        default: try await approveAll()
        }
    }

    /// Commits some random changes.
    mutating func commit(_ count: Int) async throws {
        var changes: [String: HostedChange] = ["fleets/KEEP": .text("\(counter)"), "third/KEEP": .text("")]
        for _ in 0..<count { change(&changes) }
        let oid = try await fixture.repository.commit(changes)
        commits[oid] = files
    }

    private mutating func change(_ changes: inout [String: HostedChange]) {
        counter += 1
        let directory = Self.syncs[Int(random.below(3))]
        let some = files.keys.sorted().dropFirst(Int(random.below(UInt64(files.count + 1)))).first
        switch (random.below(10), some) {
        case (0..<3, _), (_, nil): put("\(directory)/n\(counter).yaml", "f\(counter)", &changes)
        case (3..<6, let path?):
            // A move, or with luck only a new place.
            let name = files[path] ?? nil
            remove(path, &changes)
            if let name { put("\(directory)/m\(counter).yaml", name, &changes) }
        case (6, let path?): if let name = files[path] ?? nil { put("\(directory)/c\(counter).yaml", name, &changes) }
        case (7, let path?): put(path, nil, &changes)
        case (8, let path?): put(path, "f\(counter)", &changes)
        case (_, let path?): remove(path, &changes)
        }
    }

    private mutating func put(_ path: String, _ name: String?, _ changes: inout [String: HostedChange]) {
        files[path] = .some(name)
        changes[path] = name.map { fleet($0, image: "q.io/a/b:\(counter)") } ?? .text("kind: [")
    }

    private mutating func remove(_ path: String, _ changes: inout [String: HostedChange]) {
        files[path] = nil
        changes[path] = .delete
    }

    private func pass(_ sync: String) async throws {
        let before = Set(try await fixture.fleets())
        _ = try await fixture.pass(sync)
        let after = Set(try await fixture.fleets())
        let gone = before.subtracting(after)
        let elsewhere = files.filter { !$0.key.hasPrefix("\(sync)/") }.compactMap(\.value)
        #expect(gone.isDisjoint(with: elsewhere), "\(sync) deleted what another declares")
        try await check(after)
    }

    /// Each sync owns exactly what its commit in force declares, and all of it exists.
    private func check(_ present: Set<String>) async throws {
        for sync in Self.syncs {
            let owned = try await fixture.texts(
                "select m.path || ' ' || m.name from manifest m join resource s on s.id = m.sync_id where s.name = '\(sync)'"
            )
            let applied = try await fixture.texts(
                "select applied_oid from sync_state t join resource s on s.id = t.sync_id where s.name = '\(sync)' and applied_oid is not null"
            ).first
            let declared = applied.flatMap { commits[$0] }?.filter { $0.key.hasPrefix("\(sync)/") } ?? [:]
            #expect(Set(owned) == Set(declared.map { "\($0.key) \($0.value ?? "error")" }), "\(sync)")
            #expect(owned.count == declared.count)
            #expect(present.isSuperset(of: declared.values.compactMap { $0 }), "\(sync)")
        }
    }

    private func approveAll() async throws {
        for sync in Self.syncs {
            let id = try await fixture.id(of: sync)
            let waiting = try await fixture.store.database.read { try SyncApprovals.waiting($0, sync: id) }
            if let waiting { _ = try await fixture.approve(waiting.oid, of: sync) }
        }
    }

    /// Commits, and passes and approves until nothing can change any more.
    @discardableResult
    private mutating func settle(_ changes: [String: HostedChange]) async throws -> String {
        let oid = try await fixture.repository.commit(changes)
        commits[oid] = files
        for _ in 0..<4 {
            for sync in Self.syncs { try await pass(sync) }
            try await approveAll()
        }
        return oid
    }

    private func owner(of fleet: String) async throws -> String? {
        try await fixture.texts(
            "select s.name from manifest m join resource s on s.id = m.sync_id where m.name = '\(fleet)'"
        ).first
    }

    /// Once errors and copies are gone from the repository, everything comes to rest at the newest commit.
    mutating func converge() async throws {
        var changes: [String: HostedChange] = [:]
        var seen: Set<String> = []
        for (path, name) in files.sorted(by: { $0.key < $1.key }) {
            if let name, seen.insert(name).inserted { continue }
            remove(path, &changes)
        }
        put("fleets/last.yaml", "last", &changes)
        try await settle(changes)
        // Syncs that exchange objects in one commit wait for each other.
        var exchanged: [String: HostedChange] = ["fleets/KEEP": .text("settled")]
        for (path, name) in files {
            guard let name, let owner = try await owner(of: name), !path.hasPrefix("\(owner)/") else { continue }
            remove(path, &exchanged)
        }
        let oid = try await settle(exchanged)
        #expect(
            try await fixture.texts("select distinct applied_oid from sync_state where applied_oid is not null") == [
                oid
            ])
        let names = try await fixture.texts("select name from manifest order by 1")
        #expect(names == files.values.compactMap { $0 }.sorted())
        #expect(Set(names).isSubset(of: Set(try await fixture.fleets())))
        let before = try await fixture.rows()
        for sync in Self.syncs { #expect(try await fixture.pass(sync) == .unchanged) }
        #expect(try await fixture.rows() == before)
    }
}

/// Numbers by a seed that stands in the test's name.
private struct SeededGenerator {
    var state: UInt64

    mutating func below(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
    }
}
