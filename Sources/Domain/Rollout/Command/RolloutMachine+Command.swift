extension RolloutMachine {
    /// What an operator's command makes of the fleet's newest rollout; which are accepted stands in ``RolloutCommand``.
    /// - Parameter actor: who asks, as `user:alice`.
    /// - Throws: a ``RolloutRefusal`` when the command does not fit the state.
    public static func apply(
        _ command: RolloutCommand, to standing: FleetStanding, _ plan: RolloutPlan, by actor: String
    ) throws(RolloutRefusal) -> RolloutDecision {
        guard let rollout = standing.rollout else {
            throw RolloutRefusal("The fleet has no rollout yet: it has no valid template version.")
        }
        try check(command, rollout, current: standing.current)
        if command == .retry { return retry(rollout, standing, plan, actor) }
        var decision = RolloutDecision(rollout)
        change(&decision, command, standing.now, actor)
        return decision
    }

    private static func change(
        _ decision: inout RolloutDecision, _ command: RolloutCommand, _ now: Moment, _ actor: String
    ) {
        switch command {
        case .pause: move(&decision, .paused, "PausedByOperator", "Paused by \(actor)", actor)
        case .resume: resume(&decision, "Resumed by \(actor)", now, actor)
        case .approve: resume(&decision, "Approved by \(actor)", now, actor, isApproved: true)
        case .cancel:
            end(&decision, .cancelled, "CancelledByOperator", "Cancelled by \(actor)", .changed, now, actor: actor)
        case .rollback: move(&decision, .rollingBack, "RollbackByOperator", "Rolled back by \(actor)", actor)
        case .approvals(let isManual):
            decision.rollout.isManual = isManual
            let method = isManual ? "for a person" : "for nobody"
            decision.events.append(RolloutEvent(.changed, "Batches wait \(method), says \(actor)", actor: actor))
        case .retry: return
        }
    }

    private static func move(
        _ decision: inout RolloutDecision, _ state: RolloutState, _ reason: String, _ message: String, _ actor: String
    ) {
        decision.rollout.state = state
        decision.rollout.reason = reason
        decision.rollout.message = message
        decision.events.append(RolloutEvent(.changed, message, actor: actor))
    }

    private static func resume(
        _ decision: inout RolloutDecision, _ message: String, _ now: Moment, _ actor: String, isApproved: Bool = false
    ) {
        let accepts = isApproved || decision.rollout.reason == "BatchFailed"
        move(&decision, decision.rollout.batch < 0 ? .pending : .inProgress, "Resumed", message, actor)
        if accepts { decision.rollout.isApproved = true }
        decision.rollout.progressAt = now
    }

    private static func retry(_ old: Rollout, _ standing: FleetStanding, _ plan: RolloutPlan, _ actor: String)
        -> RolloutDecision
    {
        let replaced = superseded(old, "Retried by \(actor)", standing.now)
        var decision = fresh(
            TemplateVersionName(id: old.version, name: old.versionName), standing, plan, replacing: replaced,
            actor: actor)
        decision.actions.append(.forgetOutcomes)
        return decision
    }
}
