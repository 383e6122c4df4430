import Resources
import Rollout
import RolloutSimulation
import Rollouts
import Testing

@Suite("The rate of a rollout")
struct RateTests {
    /// A store whose rollout has begun with as many devices as a minute admits, and holds two back.
    private func begun() throws -> MemoryStore {
        let store = MemoryStore(now: .init(milliseconds: 1_000_000))
        store.add((1...4).map { Self.device("a\($0)", runs: 1) })
        var policy = RolloutPolicy()
        policy.maxPerMinute = 2
        store.fleet.policy = policy
        store.fleet.good = TemplateVersionName(id: 1, name: "v1")
        store.fleet.current = TemplateVersionName(id: 2, name: "v2")
        try step(store)
        try #require(versions(store) == [2, 2, 1, 1])
        return store
    }

    @Test("What the batch and newcomers get in one step is together no more than a minute admits")
    func shared() throws {
        let store = try begun()
        store.now = store.now + 61
        store.add([Self.device("b1", runs: nil), Self.device("b2", runs: nil)])
        store.fleet.targets[4].batch = 7
        store.fleet.targets[5].batch = 7
        try step(store)
        #expect(versions(store).count { $0 != nil } == 4)
        #expect(versions(store)[0..<4] == [2, 2, 2, 2])
        store.now = store.now + 61
        try step(store)
        #expect(versions(store) == [2, 2, 2, 2, 1, 1])
    }

    @Test("Within the minute nothing more is given, however often a step is made")
    func holds() throws {
        let store = try begun()
        store.now = store.now + 59
        try step(store)
        try step(store)
        #expect(versions(store) == [2, 2, 1, 1])
    }

    private func step(_ store: MemoryStore) throws {
        _ = try store.transaction { try RolloutStepper($0).step(fleet: store.id) }
    }

    private func versions(_ store: MemoryStore) -> [Int64?] { store.fleet.targets.map(\.version) }

    private static func device(_ name: String, runs version: Int64?) -> (MemoryDevice, MemoryTarget) {
        var (device, target) = (MemoryDevice(name: name), MemoryTarget())
        guard let version else { return (device, target) }
        (device.rendered, device.renderedVersion, device.reportedVersion) = (version, 1, 1)
        target.version = version
        return (device, target)
    }
}
