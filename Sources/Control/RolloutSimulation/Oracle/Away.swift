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
        for group in Self.groups(step.store, step.plan) { try check(group, given) }
    }

    private func check(_ group: Group, _ given: [Int]) throws {
        let taken = given.filter { group.members.contains($0) && !isAway[$0] }.count
        if taken == 0 { return }
        if let most = group.most {
            let away = away(group) + taken
            try demand(away <= most, "\(away) of a group are away, \(most) may be")
        }
        if let least = group.least {
            let available = available(group) - taken
            try demand(available >= least, "\(available) of a group are available, \(least) must be")
        }
    }

    /// Those whom every limit would still let go.
    func free(_ store: MemoryStore, _ plan: RolloutPlan) -> Set<Int> {
        let full = Self.groups(store, plan).filter { group in
            group.most.map { away(group) >= $0 } ?? false || group.least.map { available(group) <= $0 } ?? false
        }
        return Set(store.devices.indices).subtracting(full.flatMap(\.members))
    }

    private func away(_ group: Group) -> Int { group.members.count { isAway[$0] } }

    private func available(_ group: Group) -> Int { group.members.count { isPresent[$0] && !isAway[$0] } }

    /// Members for which a limit counts together.
    private struct Group {
        let members: [Int]
        /// At most so many may be away.
        let most: Int?
        /// At least so many must be available.
        let least: Int?
    }

    private static func groups(_ store: MemoryStore, _ plan: RolloutPlan) -> [Group] {
        let members = store.devices.indices.filter { store.devices[$0].isMember }
        var groups: [Group] = []
        if let most = plan.maxUnavailable {
            groups.append(Group(members: members, most: Int(most.unavailable(of: Int64(members.count))), least: nil))
        }
        guard let budget = plan.budget else { return groups }
        let sets = Dictionary(grouping: members) { index in budget.groupBy.map { store.devices[index].labels[$0] } }
        return groups
            + sets.values.map { members in
                Group(
                    members: members, most: budget.maxUnavailable.map { Int($0) },
                    least: budget.minAvailable.map { min(Int($0), members.count - 1) })
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
