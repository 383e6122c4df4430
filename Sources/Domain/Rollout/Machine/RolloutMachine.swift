/// Decides about rollouts: facts in, a decision out. It has no clock and no store, and the same input gives the same decision.
/// Which state follows which stands in ``RolloutTransition``.
public enum RolloutMachine {
    /// What to do next with a rollout.
    /// - Parameters:
    ///   - facts: as they are now; read again before the next decision when an action had an effect.
    ///   - good: the fleet's good version.
    public static func decide(
        _ rollout: Rollout, _ plan: RolloutPlan, _ facts: RolloutFacts, good: Int64?
    ) -> RolloutDecision {
        var decision = RolloutDecision(rollout)
        noteProgress(&decision.rollout, facts)
        if facts.refusing > 0 { decision.actions.append(.sendBack(.refused, to: rollout.goodVersion)) }
        let situation = RolloutSituation(decision.rollout, plan, facts)
        let transition = RolloutTransition.after(
            rollout.state, situation, isManual: rollout.isManual ?? plan.isManual, isApproved: rollout.isApproved,
            canRollBack: plan.rollsBack && rollout.goodVersion != nil, isFinal: rollout.batch >= plan.finalBatch,
            someHaveIt: facts.fleet.having > 0)
        if rollout.state == .inProgress || rollout.state == .awaitingApproval {
            report(&decision, situation, plan, facts)
        }
        carryOut(transition, &decision, situation, plan, facts)
        if decision.rollout.state == rollout.state, decision.rollout.batch == rollout.batch {
            work(&decision, situation, plan, facts)
        }
        // What is good changes with a completion: who joins then is asked again.
        if transition != .complete { welcome(&decision, plan, facts, good: good) }
        decision.wake = wake(decision, situation, plan, facts)
        return decision
    }

    /// Notes how many devices a dispatch reached, so that rate and progress are right and the rollout says when it is held back.
    public static func note(
        dispatched count: Int64, _ scope: DispatchScope, of rollout: inout Rollout, _ plan: RolloutPlan, now: Moment
    ) {
        if scope != .rollback { RolloutRate.spend(count, of: &rollout, now) }
        // Where there is a rest to give to, nothing holds it back.
        guard scope == .batch || scope == .rest && count > 0 else { return }
        if count > 0 { rollout.progressAt = now }
        let holder = plan.hasBudget ? "the budget or the rate" : "the rate"
        rollout.reason = count > 0 ? "Dispatching" : "HeldBack"
        rollout.message =
            "Rolling out \(plan.name(of: rollout.batch))"
            + (count > 0 ? "" : "; \(holder) holds devices back")
    }

    private static func noteProgress(_ rollout: inout Rollout, _ facts: RolloutFacts) {
        let outcomes = facts.fleet.succeeded + facts.fleet.failed + facts.fleet.timedOut + facts.fleet.expired
        guard outcomes != rollout.progress else { return }
        rollout.progress = outcomes
        rollout.progressAt = facts.now
    }

    /// What goes on in a state that stays.
    private static func work(
        _ decision: inout RolloutDecision, _ situation: RolloutSituation, _ plan: RolloutPlan, _ facts: RolloutFacts
    ) {
        let rollout = decision.rollout
        switch rollout.state {
        case .inProgress where situation == .dispatchable:
            decision.actions.append(
                .dispatch(
                    .batch, version: rollout.version, limit: RolloutRate.room(rollout, plan, facts),
                    includesOffline: rollout.batch >= plan.finalBatch && !plan.hasBudget))
        case .rollingBack, .failed:
            // After a rollback has ended, those that come back with the version go back as well.
            guard let good = rollout.goodVersion, facts.fleet.having > 0 else { return }
            decision.actions.append(.sendBack(.unsettled, to: good))
            decision.actions.append(
                .dispatch(
                    .rollback, version: good, limit: facts.organizationRoom.map { max(0, $0) },
                    includesOffline: false))
        default: return
        }
    }

    /// Newcomers and returners get the good version, whatever the rollout does.
    private static func welcome(
        _ decision: inout RolloutDecision, _ plan: RolloutPlan, _ facts: RolloutFacts, good: Int64?
    ) {
        guard let good, facts.joiners > 0 else { return }
        let limit = RolloutRate.room(decision.rollout, plan, facts)
        decision.actions.append(.dispatch(.joiners, version: good, limit: limit, includesOffline: false))
    }
}
