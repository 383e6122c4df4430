import Resources
import Rollout

/// Who was away when a step read its groups, counted from the truth.
struct Away {
    private let isAway: [Bool]
    private let isPresent: [Bool]

    init(_ store: MemoryStore, _ truth: Truth, _ plan: RolloutPlan) {
        isAway = store.devices.indices.map { Self.isAway($0, store, truth, plan.updateTimeout) }
        isPresent = store.devices.indices.map { store.devices[$0].isConnected }
    }

    /// The budget holds for what a dispatch took away in addition.
    func check(_ step: Step, _ given: [Int]) throws {
        if let most = step.plan.maxUnavailable {
            let members = step.store.devices.indices.filter { step.store.devices[$0].isMember }
            try check(members, given, most: most.unavailable(of: Int64(members.count)), least: nil)
        }
        guard let budget = step.plan.budget else { return }
        let members = step.store.devices.indices.filter { step.store.devices[$0].isMember }
        for group in Dictionary(
            grouping: members, by: { index in budget.groupBy.map { step.store.devices[index].labels[$0] } }
        ).values {
            try check(group, given, most: budget.maxUnavailable, least: budget.minAvailable)
        }
    }

    private func check(_ group: [Int], _ given: [Int], most: Int64?, least: Int64?) throws {
        let taken = given.filter { group.contains($0) && !isAway[$0] }.count
        if taken == 0 { return }
        let before = group.filter { isAway[$0] }.count
        if let most {
            try demand(before + taken <= Int(most), "\(before + taken) of a group are away, \(most) may be")
        }
        if let least {
            let available = group.filter { isPresent[$0] && !isAway[$0] }.count - taken
            let needed = min(Int(least), group.count - 1)
            try demand(available >= needed, "\(available) of a group are available, \(needed) must be")
        }
    }

    /// Whether a member may be away because of us.
    static func isAway(_ index: Int, _ store: MemoryStore, _ truth: Truth, _ timeout: Int64) -> Bool {
        let (device, target, known) = (store.devices[index], store.fleet.targets[index], truth.devices[index])
        let runsNewest = known.runs == device.renderedVersion
        let isRendered = target.version == nil || known.contents[device.renderedVersion] == target.version
        if device.isConnected {
            let isHopeless = target.version.map { known.failed.contains($0) && device.unrenderable == $0 } ?? false
            return !runsNewest || !isRendered && !isHopeless
        }
        guard let version = target.version, target.wasConnected, let at = target.dispatchedAt else { return false }
        let hasOutcome = known.failed.contains(version) || runsNewest && isRendered
        return !hasOutcome && store.now < at + timeout
    }
}
