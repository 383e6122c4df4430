extension RolloutMachine {
    /// Keeps the report of a batch that ended, and tells it once. A batch in which nobody has an outcome gives none.
    static func report(
        _ decision: inout RolloutDecision, _ situation: RolloutSituation, _ plan: RolloutPlan, _ facts: RolloutFacts
    ) {
        switch situation {
        case .dispatchable, .waiting, .stalled: return
        case .belowThreshold, .noEvidence, .passed, .finished: break
        }
        let name = plan.name(of: decision.rollout.batch)
        let report = RolloutScore(facts.batch, countsOffline: plan.countsOffline).report(name)
        guard report.total > 0, report != decision.rollout.report else { return }
        let isNew = report.name != decision.rollout.report?.name
        decision.rollout.report = report
        decision.actions.append(.keep(report))
        guard isNew else { return }
        decision.events.append(
            RolloutEvent(
                .batchCompleted, "\(name) completed: \(report.successPercentage)% of its devices were updated",
                batch: name,
                report: report))
    }

    /// Says what an unchanged state waits for.
    static func describe(_ rollout: inout Rollout, _ situation: RolloutSituation, _ plan: RolloutPlan) {
        // What is dispatched to, or held back, is known afterwards only.
        guard rollout.state == .inProgress, situation != .dispatchable else { return }
        rollout.reason = "WaitingForDevices"
        rollout.message = "Rolling out \(plan.name(of: rollout.batch))"
    }
}

/// Longer texts for people.
enum RolloutMessages {
    /// Why a rollout failed. The one of a batch is worded as the resource model's clients know it.
    static func failure(
        _ rollout: Rollout, _ situation: RolloutSituation, _ plan: RolloutPlan, _ facts: RolloutFacts
    ) -> String {
        let name = plan.name(of: rollout.batch)
        if situation == .stalled {
            return "\(name) made no progress for \(plan.progressDeadline ?? 0) seconds"
        }
        let isFinal = rollout.batch >= plan.finalBatch
        let score = RolloutScore(isFinal ? facts.fleet : facts.batch, countsOffline: plan.countsOffline)
        let whose = isFinal ? "all devices" : "batch devices"
        return
            "\(name) failed: \(score.percentage)% of \(whose) were updated successfully, while success threshold was set to \(plan.threshold(of: rollout.batch))%; Breakdown: total=\(score.total) successful=\(score.successful) failed=\(score.failed) timed out=\(score.timedOut)"
    }
}
