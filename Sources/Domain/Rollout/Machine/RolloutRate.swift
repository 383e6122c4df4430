/// How many devices may get a version in a minute, by the policy and by the organization.
enum RolloutRate {
    /// How long a window of the policy's rate is.
    static let window: Int64 = 60

    /// How many more may get the version now; nil is any number.
    static func room(_ rollout: Rollout, _ plan: RolloutPlan, _ facts: RolloutFacts) -> Int64? {
        let own = plan.maxPerMinute.map { max(0, $0 - used(rollout, facts.now)) }
        guard let own, let shared = facts.organizationRoom else {
            return own ?? facts.organizationRoom.map { max(0, $0) }
        }
        return min(own, max(0, shared))
    }

    /// How many have got the version in the current window.
    static func used(_ rollout: Rollout, _ now: Moment) -> Int64 {
        now >= rollout.rateSince + window ? 0 : rollout.rateUsed
    }

    /// Counts devices that got the version; a new window begins with them when the old one is over, and not before: a rollout
    /// that only waits is not written.
    static func spend(_ count: Int64, of rollout: inout Rollout, _ now: Moment) {
        guard count > 0 else { return }
        if now >= rollout.rateSince + window {
            rollout.rateSince = now
            rollout.rateUsed = 0
        }
        rollout.rateUsed += count
    }
}
