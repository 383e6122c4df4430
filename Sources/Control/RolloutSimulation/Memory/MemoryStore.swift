public import Rollout

/// A store of one fleet in memory, for simulations: what steps write lives in ``MemoryStore/fleet`` and is taken back when a step is
/// cut off; what devices and rendering write lives in ``MemoryStore/devices`` and stays. Belongs to one task.
public final class MemoryStore {
    /// The fleet's id.
    public let id: Int64 = 1
    /// The clock.
    public var now: Moment
    /// What steps write.
    public var fleet = MemoryFleet()
    /// The devices, sorted by name.
    public private(set) var devices: [MemoryDevice] = []
    /// At most how many devices of the organization get a version in a minute.
    public var organizationRate: Int64?
    /// What the others see while a step holds the lock; another step must wait.
    private var committed: MemoryFleet?

    /// An empty store.
    public init(now: Moment) { self.now = now }

    /// Adds devices with what they should run.
    public func add(_ added: [(MemoryDevice, MemoryTarget)]) {
        let all = (Array(zip(devices, fleet.targets)) + added).sorted { $0.0.name < $1.0.name }
        devices = all.map(\.0)
        fleet.targets = all.map(\.1)
    }

    /// Changes a device.
    public func change(_ index: Int, _ body: (inout MemoryDevice) -> Void) { body(&devices[index]) }

    /// A device leaves the fleet, or joins it: what it should run and refused is nothing to the other fleet, and what is rendered for
    /// it stays until something else is.
    func move(_ index: Int) {
        devices[index].isMember.toggle()
        devices[index].unrenderable = nil
        let isRenderForgotten = fleet.targets[index].isRenderForgotten
        fleet.targets[index] = MemoryTarget()
        fleet.targets[index].isRenderForgotten = isRenderForgotten
    }

    /// Another fleet begins or ceases to match a device as well.
    func dispute(_ index: Int) {
        devices[index].isDisputed.toggle()
        devices[index].isMember = !devices[index].isDisputed
    }

    /// Runs a step's transaction: all of it or nothing.
    /// - Parameter before: is called before each call of the ledger; what it throws cuts the step off there.
    public func transaction<T>(
        before: @escaping (MemoryCall) throws -> Void = { _ in }, _ body: (MemoryLedger) throws -> T
    ) throws -> T {
        guard committed == nil else { throw MemoryError.locked }
        committed = fleet
        defer { committed = nil }
        do {
            let value = try body(MemoryLedger(self, before))
            try before(.commit)
            return value
        } catch {
            if let committed { fleet = committed }
            throw error
        }
    }

    /// Changes a target as others than a step do: a step that is cut off does not take it back.
    func change(target index: Int, _ body: (inout MemoryTarget) -> Void) {
        body(&fleet.targets[index])
        if committed != nil { committed?.targets[index] = fleet.targets[index] }
    }

    /// Whether a step that has not ended has written what a device should run: nobody else sees that yet, or may change it.
    func isHeld(_ index: Int) -> Bool { committed.map { $0.targets[index] != fleet.targets[index] } ?? false }
}

/// A call of the ledger, as the simulation tells them apart.
public enum MemoryCall: Sendable, Hashable {
    case load, facts, groups, save, choose, sendBack, forgetOutcomes, adoptGood, keep, tell, wake
    case dispatch(DispatchScope)
    case commit
}

/// What the store in memory refuses.
public enum MemoryError: Error {
    /// Another step holds the fleet's lock.
    case locked
    /// The rollout is none of this fleet.
    case unknownRollout(Int64)
    /// A fleet has one active rollout at most.
    case twoActive
}
