public import Rollout

/// The ledger in memory.
public struct MemoryLedger: RolloutLedger {
    let store: MemoryStore
    let before: (MemoryCall) throws -> Void

    init(_ store: MemoryStore, _ before: @escaping (MemoryCall) throws -> Void) {
        self.store = store
        self.before = before
    }

    /// Reads how the fleet stands; nil for any other fleet.
    public func load(fleet: Int64) throws -> FleetStanding? {
        try before(.load)
        guard fleet == store.id else { return nil }
        return FleetStanding(
            fleet: fleet, now: store.now, current: store.fleet.current, good: store.fleet.good,
            policy: store.fleet.policy, rollout: store.fleet.rollouts.last)
    }

    /// Stores a rollout, a new one with the next id.
    public func save(_ rollout: Rollout) throws -> Int64 {
        try before(.save)
        var rollout = rollout
        if rollout.id == 0 {
            guard !store.fleet.rollouts.contains(where: \.state.isActive) else { throw MemoryError.twoActive }
            if !store.fleet.rollouts.isEmpty { forgetBatches() }
            rollout.id = Int64(store.fleet.rollouts.count + 1)
            store.fleet.rollouts.append(rollout)
        } else {
            guard (1...Int64(store.fleet.rollouts.count)).contains(rollout.id) else {
                throw MemoryError.unknownRollout(rollout.id)
            }
            store.fleet.rollouts[Int(rollout.id) - 1] = rollout
        }
        return rollout.id
    }

    /// Batches are those of the newest rollout; what was chosen for an older one counts for nothing.
    private func forgetBatches() {
        for index in store.fleet.targets.indices { store.fleet.targets[index].batch = nil }
    }

    /// Forgets who refused the version.
    public func forgetOutcomes(_ rollout: Rollout) throws {
        try before(.forgetOutcomes)
        for index in store.fleet.targets.indices where store.devices[index].isMember {
            let target = store.fleet.targets[index]
            guard MemoryStanding.hasFailed(store.devices[index], target, rollout.version) else { continue }
            if target.refused == rollout.version { store.fleet.targets[index].refused = nil }
            let device = store.devices[index]
            if device.rendered == rollout.version || device.unrenderable == rollout.version {
                store.fleet.targets[index].isRenderForgotten = true
            }
        }
    }

    /// States that a version is the good one.
    public func adoptGood(_ version: Int64) throws {
        try before(.adoptGood)
        let name = store.fleet.rollouts.last { $0.version == version }?.versionName ?? ""
        store.fleet.good = TemplateVersionName(id: version, name: name)
    }

    /// Keeps the report of a batch.
    public func keep(_ report: BatchReport, of rollout: Rollout) throws {
        try before(.keep)
        store.fleet.reports.append(report)
    }

    /// Keeps what happened, in its order.
    public func tell(_ rollout: Rollout, _ events: [RolloutEvent]) throws {
        try before(.tell)
        store.fleet.told += events.map { MemoryTelling(rollout: rollout.id, at: store.now, event: $0) }
    }

    /// Asks for another step at an instant; an earlier one stands.
    public func wake(at moment: Moment) throws {
        try before(.wake)
        store.fleet.wakes.append(moment)
    }
}
