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
    /// Whether a step holds the lock: another must wait.
    private var isLocked = false

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

    /// Runs a step's transaction: all of it or nothing.
    /// - Parameter before: is called before each call of the ledger; what it throws cuts the step off there.
    public func transaction<T>(
        before: @escaping (MemoryCall) throws -> Void = { _ in }, _ body: (MemoryLedger) throws -> T
    ) throws -> T {
        guard !isLocked else { throw MemoryError.locked }
        isLocked = true
        defer { isLocked = false }
        let copy = fleet
        do {
            let value = try body(MemoryLedger(self, before))
            try before(.commit)
            return value
        } catch {
            fleet = copy
            throw error
        }
    }

    /// Renders what devices should run for those for whom that has changed: version numbers grow, as a device sees them.
    /// - Parameter canRender: whether a version can be rendered for a device.
    public func render(_ indices: [Int], _ canRender: (MemoryDevice, Int64) -> Bool = { _, _ in true }) {
        for index in indices {
            guard let version = fleet.targets[index].version, devices[index].isMember else { continue }
            let isForgotten = fleet.targets[index].isRenderForgotten
            if devices[index].rendered == version, !isForgotten {
                devices[index].unrenderable = nil
            } else if canRender(devices[index], version) {
                devices[index].rendered = version
                devices[index].renderedVersion =
                    max(devices[index].renderedVersion, devices[index].reportedVersion) + 1
                devices[index].unrenderable = nil
            } else {
                devices[index].unrenderable = version
            }
            fleet.targets[index].isRenderForgotten = false
        }
    }
}

/// A call of the ledger, as the simulation tells them apart.
public enum MemoryCall: Sendable, Hashable {
    case load, facts, groups, save, choose, dispatch, sendBack, forgetOutcomes, clearBatches, adoptGood, keep, tell,
        wake
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
