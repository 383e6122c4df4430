public import Resources

/// How many devices may be taken away, by the disruption budget and by the limit of the whole fleet.
public enum RolloutBudget {
    /// What each group of a disruption budget allows now: `min(maxUnavailable − busy, available − min(minAvailable, total − 1))`.
    /// Groups that allow nothing, or have no device to dispatch to, are left out.
    public static func allowances(_ budget: DisruptionBudget, _ groups: [GroupFacts]) -> [GroupAllowance] {
        groups.compactMap { group in
            let count = allowed(budget, group)
            return count > 0 ? GroupAllowance(key: group.key, count: count) : nil
        }
    }

    /// What the limit of the whole fleet allows now.
    /// - Parameter groups: the one group of all devices; none when the fleet has no members.
    public static func room(_ limit: Amount, _ groups: [GroupFacts]) -> Int64 {
        groups.map { max(0, limit.unavailable(of: $0.total) - $0.busy) }.min() ?? 0
    }

    private static func allowed(_ budget: DisruptionBudget, _ group: GroupFacts) -> Int64 {
        // Not more than are available either would keep a group whose last connected device hangs from what mends it.
        var allowed = group.eligible
        if let most = budget.maxUnavailable { allowed = min(allowed, most - group.busy) }
        // A group of one device could otherwise never be updated.
        if let least = budget.minAvailable { allowed = min(allowed, group.available - min(least, group.total - 1)) }
        return allowed
    }
}
