import Resources
import Rollout

/// An instant that the tests take as now.
let now = Moment(milliseconds: 1_800_000_000_000)

/// A rollout of version 2, `v2`, over the good version 1.
func sample(
    _ state: RolloutState = .inProgress, batch: Int = 0, good: Int64? = 1, reason: String = "BatchBegun",
    isApproved: Bool = false
) -> Rollout {
    var rollout = Rollout(version: 2, versionName: "v2", goodVersion: good, digest: "", now: now)
    rollout.id = 7
    rollout.state = state
    rollout.batch = batch
    rollout.reason = reason
    rollout.message = "because"
    rollout.isApproved = isApproved
    if !state.isActive { rollout.finishedAt = now }
    return rollout
}

/// A plan of batches with these limits and the final implicit one.
func plan(_ limits: [Amount] = [], _ change: (inout RolloutPolicy) -> Void = { _ in }) -> RolloutPlan {
    var policy = RolloutPolicy()
    if !limits.isEmpty {
        var selection = DeviceSelection()
        selection.sequence = limits.map { limit in
            var batch = Batch()
            batch.limit = limit
            return batch
        }
        policy.deviceSelection = selection
    }
    change(&policy)
    return RolloutPlan(policy)
}

/// Counts of devices.
func counts(_ change: (inout MemberCounts) -> Void) -> MemberCounts {
    var counts = MemberCounts()
    change(&counts)
    return counts
}

/// A standing of a fleet whose newest version is `v2`.
func standing(_ rollout: Rollout?, current: Int64? = 2, good: Int64? = 1) -> FleetStanding {
    FleetStanding(
        fleet: 1, now: now, current: current.map { TemplateVersionName(id: $0, name: "v\($0)") },
        good: good.map { TemplateVersionName(id: $0, name: "v\($0)") }, policy: nil, rollout: rollout)
}
