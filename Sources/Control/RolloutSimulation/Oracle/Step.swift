import Resources
import Rollout

/// What one call of a step changed: the targets before and after.
struct Step {
    let store: MemoryStore
    let truth: Truth
    let plan: RolloutPlan
    let seen: [MemoryTarget]
    var rollout: Rollout? { store.fleet.rollouts.last }

    init(_ store: MemoryStore, _ truth: Truth, _ plan: RolloutPlan, seen: [MemoryTarget]) {
        self.store = store
        self.truth = truth
        self.plan = plan
        self.seen = seen
    }

    /// Devices for which something differs from before.
    private func changed<T: Equatable>(_ field: (MemoryTarget) -> T) -> [Int] {
        store.fleet.targets.indices.filter { field(store.fleet.targets[$0]) != field(seen[$0]) }
    }

    func checkUntouched() throws {
        try demand(changed(\.version).isEmpty, "a device got another version outside of a dispatch")
    }

    /// Who is chosen matches the batch, is connected unless it is the last one, and is not more than the batch takes.
    func checkChosen() throws {
        try checkUntouched()
        guard let rollout else { return }
        let chosen = changed(\.batch)
        try demand(rollout.state == .inProgress, "devices were chosen in \(rollout.state)")
        guard plan.steps.indices.contains(rollout.batch) else { return }
        let step = plan.steps[rollout.batch]
        for index in chosen {
            let device = store.devices[index]
            try demand(device.isMember && device.isConnected, "\(device.name) was chosen, silent or of another fleet")
            try demand(step.selector?.matches(device.labels) ?? true, "\(device.name) was chosen and does not match")
        }
        guard let most = most(step, rollout) else { return }
        let count = store.fleet.targets.count { $0.batch == rollout.batch }
        try demand(count <= most, "\(count) are in \(plan.name(of: rollout.batch)), which takes \(most)")
    }

    /// How many devices a batch takes: a share is of all that match, and those that got the version before are part of it.
    private func most(_ step: RolloutPlan.Step, _ rollout: Rollout) -> Int? {
        let matching = store.devices.indices.filter { index in
            store.devices[index].isMember && step.selector?.matches(store.devices[index].labels) ?? true
        }
        switch step.limit {
        case nil: return nil
        case .count(let most): return Int(most)
        case .percent(let share):
            let before = matching.count {
                seen[$0].version == rollout.version || truth.devices[$0].failed.contains(rollout.version)
            }
            return max(0, Int((Double(matching.count * share) / 100).rounded()) - before)
        }
    }

    /// Who gets a version may get it: in its turn, not one it refused, and nobody is taken backwards.
    /// - Returns: those that got one.
    func checkDispatched() throws -> [Int] {
        guard let rollout else { return [] }
        let given = changed(\.version)
        for index in given {
            let (target, device) = (store.fleet.targets[index], store.devices[index])
            try demand(device.isMember, "\(device.name) was dispatched to and is of another fleet")
            if isGoingBack(rollout), seen[index].version == rollout.version {
                try checkWayBack(index, rollout)
                continue
            }
            guard let version = target.version else { throw Violation("\(device.name) was given nothing") }
            try demand(
                version == rollout.version || version == store.fleet.good?.id,
                "\(device.name) was given version \(version), which is neither new nor good")
            try demand(
                !truth.devices[index].failed.contains(version),
                "\(device.name) was given version \(version), which it had refused")
            try demand(version > seen[index].version ?? 0, "\(device.name) was taken backwards to \(version)")
            guard rollout.state.isActive, version == rollout.version else { continue }
            try demand(rollout.state == .inProgress, "\(device.name) got the version in \(rollout.state)")
            try demand(target.batch == rollout.batch, "\(device.name) got the version out of its turn")
            try demand(
                device.isConnected || !plan.hasBudget, "\(device.name) is silent and was dispatched to in a budget")
        }
        return given
    }

    private func isGoingBack(_ rollout: Rollout) -> Bool { rollout.state == .rollingBack || rollout.state == .failed }

    /// Who goes back gets the good version; who refused that, what it came from; else nothing.
    private func checkWayBack(_ index: Int, _ rollout: Rollout) throws {
        let (name, failed) = (store.devices[index].name, truth.devices[index].failed)
        let ways = [rollout.goodVersion, seen[index].prior].compactMap { $0 }
        let right = ways.first { $0 != rollout.version && !failed.contains($0) }
        let given = store.fleet.targets[index].version
        try demand(given == right, "\(name) went back to \(given ?? 0) and not to \(right ?? 0)")
    }

    /// Who is sent back failed, or the rollout is rolling back.
    func checkSentBack() throws {
        guard let rollout else { return }
        for index in changed(\.version) {
            try checkWayBack(index, rollout)
            if isGoingBack(rollout) { continue }
            try demand(
                truth.devices[index].failed.contains(rollout.version),
                "\(store.devices[index].name) was sent back and had not failed")
        }
        for index in changed(\.refused) {
            try demand(
                truth.devices[index].failed.contains(rollout.version),
                "\(store.devices[index].name) is remembered as having refused what it did not")
        }
    }
}
