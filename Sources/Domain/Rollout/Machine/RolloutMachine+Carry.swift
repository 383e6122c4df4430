extension RolloutMachine {
    /// Puts a transition into the rollout, the actions and the events.
    static func carryOut(
        _ transition: RolloutTransition, _ decision: inout RolloutDecision, _ situation: RolloutSituation,
        _ plan: RolloutPlan, _ facts: RolloutFacts
    ) {
        switch transition {
        case .stay: describe(&decision.rollout, situation, plan)
        case .nextBatch: begin(&decision, plan, facts)
        case .ask: ask(&decision, situation, plan)
        case .pause: fail(&decision, .paused, situation, plan, facts)
        case .rollBack: fail(&decision, .rollingBack, situation, plan, facts)
        case .fail:
            end(&decision, .failed, "RolledBack", decision.rollout.message, .changed, facts.now)
        case .complete: complete(&decision, plan, facts)
        }
    }

    private static func begin(_ decision: inout RolloutDecision, _ plan: RolloutPlan, _ facts: RolloutFacts) {
        let batch = decision.rollout.batch + 1
        decision.rollout.state = .inProgress
        decision.rollout.batch = batch
        decision.rollout.isApproved = false
        decision.rollout.progressAt = facts.now
        decision.rollout.reason = "BatchBegun"
        decision.rollout.message = "Rolling out \(plan.name(of: batch))"
        decision.actions.append(choosing(batch, decision.rollout, plan, facts))
        decision.events.append(
            RolloutEvent(.batchDispatched, decision.rollout.message, batch: plan.name(of: batch)))
    }

    private static func choosing(
        _ batch: Int, _ rollout: Rollout, _ plan: RolloutPlan, _ facts: RolloutFacts
    ) -> RolloutAction {
        guard batch >= plan.finalBatch else {
            return .choose(plan.steps[batch].selector, plan.steps[batch].limit, includesOffline: false)
        }
        let isHeldBack = plan.hasBudget || RolloutRate.room(rollout, plan, facts) != nil
        return isHeldBack
            ? .choose(nil, nil, includesOffline: true)
            : .dispatch(.rest, version: rollout.version, limit: nil, includesOffline: true)
    }

    private static func ask(_ decision: inout RolloutDecision, _ situation: RolloutSituation, _ plan: RolloutPlan) {
        let rollout = decision.rollout
        let isEnd = rollout.batch >= plan.finalBatch
        let what = isEnd ? "the end of the rollout" : plan.name(of: rollout.batch + 1)
        var message = "Waiting for \(what) to be approved"
        if situation == .noEvidence {
            message +=
                ": of \(plan.name(of: rollout.batch)) nobody succeeded, and devices that were connected when they got the version went silent"
        }
        let isNew = rollout.state != .awaitingApproval || rollout.message != message
        decision.rollout.state = .awaitingApproval
        decision.rollout.reason = situation == .noEvidence ? "NoEvidence" : "ApprovalRequired"
        decision.rollout.message = message
        if isNew { decision.events.append(RolloutEvent(.changed, message)) }
    }

    private static func fail(
        _ decision: inout RolloutDecision, _ state: RolloutState, _ situation: RolloutSituation, _ plan: RolloutPlan,
        _ facts: RolloutFacts
    ) {
        var message = RolloutMessages.failure(decision.rollout, situation, plan, facts)
        if state == .paused, plan.rollsBack { message += "; there is no good version to go back to" }
        decision.rollout.state = state
        decision.rollout.reason = situation == .stalled ? "ProgressDeadlineExceeded" : "BatchFailed"
        decision.rollout.message = message
        decision.events.append(RolloutEvent(.failed, message, batch: plan.name(of: decision.rollout.batch)))
    }

    private static func complete(_ decision: inout RolloutDecision, _ plan: RolloutPlan, _ facts: RolloutFacts) {
        let version = decision.rollout.version
        decision.rollout.batch = plan.finalBatch + 1
        decision.actions.append(.adoptGood(version))
        let counts = facts.fleet
        let message =
            "\(decision.rollout.versionName) runs on \(counts.succeeded) of \(counts.total) devices"
        end(&decision, .completed, "Completed", message, .completed, facts.now)
    }

    /// Ends a rollout, whatever the reason.
    static func end(
        _ decision: inout RolloutDecision, _ state: RolloutState, _ reason: String, _ message: String,
        _ event: RolloutEvent.Reason, _ now: Moment, actor: String? = nil
    ) {
        decision.rollout.state = state
        decision.rollout.reason = reason
        decision.rollout.message = message
        decision.rollout.isApproved = false
        decision.rollout.finishedAt = now
        decision.events.append(RolloutEvent(event, message, actor: actor))
    }
}
