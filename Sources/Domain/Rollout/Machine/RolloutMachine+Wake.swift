extension RolloutMachine {
    /// Seconds after which a rollout that a budget or the organization's rate holds back looks again.
    static let retryAfter: Int64 = 60

    /// When something may change without anything being reported; nil when nothing can.
    static func wake(
        _ decision: RolloutDecision, _ situation: RolloutSituation, _ plan: RolloutPlan, _ facts: RolloutFacts
    ) -> Moment? {
        let rollout = decision.rollout
        var moments: [Moment] = []
        if let timeout = facts.nextTimeout, rollout.state.isActive { moments.append(timeout) }
        if rollout.state == .inProgress, let deadline = plan.progressDeadline {
            moments.append(rollout.progressAt + deadline)
        }
        if isHeld(decision.actions) {
            moments.append(held(rollout, plan, facts))
        }
        // An instant that has passed waits for something else, such as a rate that holds the deadline up.
        return moments.filter { $0 > facts.now }.min()
    }

    private static func isHeld(_ actions: [RolloutAction]) -> Bool {
        actions.contains { if case .dispatch = $0 { true } else { false } }
    }

    private static func held(_ rollout: Rollout, _ plan: RolloutPlan, _ facts: RolloutFacts) -> Moment {
        let retry = facts.now + retryAfter
        guard let most = plan.maxPerMinute, RolloutRate.used(rollout, facts.now) >= most else { return retry }
        return min(retry, rollout.rateSince + RolloutRate.window)
    }
}
