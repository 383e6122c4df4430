import Randomness
import Resources

/// Policies by chance: each field may be there or not.
enum RandomPolicy {
    /// A policy, or none.
    static func make(_ chance: inout SplitMix64) -> RolloutPolicy? {
        if chance.chance(10) { return nil }
        var policy = RolloutPolicy()
        if chance.chance(70) { policy.deviceSelection = selection(&chance) }
        if chance.chance(40) { policy.disruptionBudget = budget(&chance) }
        if chance.chance(25) { policy.maxUnavailable = chance.pick(.count(1), .count(3), .percent(20), .percent(50)) }
        if chance.chance(40) { policy.successThreshold = chance.pick("0%", "50%", "95%", "100%") }
        policy.defaultUpdateTimeout = chance.pick("5m", "20m", "1h")
        if chance.chance(25) { policy.progressDeadlineSeconds = chance.pick(30, 300, 1200) }
        if chance.chance(40) { policy.onFailure = chance.pick(.pause, .rollback, .rollback) }
        if chance.chance(20) { policy.approval = .manual }
        if chance.chance(25) { policy.maxPerMinute = chance.pick(1, 2, 5) }
        if chance.chance(25) { policy.offlineDevices = .count }
        return policy
    }

    private static func selection(_ chance: inout SplitMix64) -> DeviceSelection {
        var selection = DeviceSelection()
        selection.sequence = (0..<chance.number(1...3)).map { _ in
            var batch = Batch()
            if chance.chance(40) {
                batch.selector = LabelSelector()
                batch.selector?.matchLabels = ["site": chance.pick("a", "b", "none")]
            }
            if chance.chance(70) {
                batch.limit = chance.pick(.count(1), .count(2), .percent(10), .percent(50), .percent(100))
            }
            if chance.chance(30) { batch.successThreshold = chance.pick("0%", "50%", "100%") }
            return batch
        }
        return selection
    }

    private static func budget(_ chance: inout SplitMix64) -> DisruptionBudget {
        var budget = DisruptionBudget()
        budget.groupBy = chance.pick([], ["site"], ["site", "tier"])
        if chance.chance(60) { budget.maxUnavailable = chance.number(1...3) }
        if budget.maxUnavailable == nil || chance.chance(40) { budget.minAvailable = chance.number(1...4) }
        return budget
    }
}
