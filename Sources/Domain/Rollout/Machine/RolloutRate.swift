/// How many devices may get a version in a minute, by the policy and by the organization.
enum RolloutRate {
    /// How long a window of the policy's rate is.
    static let window: Int64 = 60

    /// How many more may get the version now; nil is any number.
    static func room(_ rollout: Rollout, _ plan: RolloutPlan, _ facts: RolloutFacts) -> Int64? {
        let used = facts.now >= rollout.rateSince + window ? 0 : rollout.rateUsed
        let own = plan.maxPerMinute.map { max(0, $0 - used) }
        guard let own, let shared = facts.organizationRoom else {
            return own ?? facts.organizationRoom.map { max(0, $0) }
        }
        return min(own, max(0, shared))
    }

    /// Begins a new window when the old one is over.
    static func renew(_ rollout: inout Rollout, _ now: Moment) {
        guard now >= rollout.rateSince + window else { return }
        rollout.rateSince = now
        rollout.rateUsed = 0
    }
}
