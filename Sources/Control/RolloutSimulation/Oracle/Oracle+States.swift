import Resources
import Rollout

/// From which state to which a rollout may go, and why.
extension Oracle {
    /// What was stored is another rollout, what a person ordered, or what a rollout may do by itself.
    func checkSaved(_ step: Step) throws {
        try step.checkUntouched()
        defer { isCommanded = false }
        guard let old = seenRollout, let new = step.rollout, old.id == new.id else {
            // What a person allowed was about the rollout before.
            memory.isAllowed = false
            return
        }
        if !isCommanded, old.state != new.state { try checkMoved(from: old, to: new, step) }
    }

    private func checkMoved(from old: Rollout, to new: Rollout, _ step: Step) throws {
        switch (old.state, new.state) {
        case (.pending, .inProgress), (.awaitingApproval, .inProgress):
            try demand(new.batch == old.batch + 1, "\(old.state) went on to \(new.state) without another batch")
        case (.inProgress, .completed), (.awaitingApproval, .completed):
            try demand(old.batch >= step.plan.finalBatch, "a rollout completed before its last batch")
        case (.inProgress, .awaitingApproval): try checkAsked(new, step.plan)
        case (.inProgress, .paused), (.awaitingApproval, .paused), (.inProgress, .rollingBack),
            (.awaitingApproval, .rollingBack):
            try checkFailed(new, step)
        case (.rollingBack, .failed): try checkTakenBack(new, step)
        case (_, .superseded) where old.state.isActive:
            let isOther = old.state != .rollingBack && old.digest != step.plan.digest
            try demand(isOther || step.store.fleet.current?.id != old.version, "a rollout was superseded by nothing")
        default: throw Violation("a rollout went from \(old.state) to \(new.state) by itself")
        }
    }

    /// A rollback has ended only when everybody was taken back; who fails just then is about to be.
    private func checkTakenBack(_ rollout: Rollout, _ step: Step) throws {
        for (index, device) in step.store.devices.enumerated() where device.isMember {
            try demand(
                step.store.fleet.targets[index].version != rollout.version
                    || step.truth.devices[index].failed.contains(rollout.version),
                "\(device.name) should run \(rollout.versionName), which has failed and was rolled back")
        }
    }

    /// A rollout asks for a person when the policy says so, or when there is no evidence that the version is good.
    private func checkAsked(_ rollout: Rollout, _ plan: RolloutPlan) throws {
        guard let batch, let whole else { return }
        try checkEnded(batch, rollout.batch, plan)
        try demand(hasReasonToAsk(rollout, plan, batch, whole), "approval was asked for without a reason")
        try demand(!memory.isAllowed, "approval was asked for that had been given")
    }

    /// Whether the next batch needs a person: the policy or an operator says so, or there is no evidence that the version is good.
    func hasReasonToAsk(_ rollout: Rollout, _ plan: RolloutPlan, _ batch: Tally, _ whole: Tally) -> Bool {
        let isFinal = rollout.batch >= plan.finalBatch
        if rollout.reason == "NoEvidence" { return lacksEvidence(batch, isFinal ? whole : batch) }
        return !isFinal && rollout.isManual ?? plan.isManual
    }

    /// A rollout fails by itself only for a reason, and then rolls back if it should and can.
    private func checkFailed(_ rollout: Rollout, _ step: Step) throws {
        guard let batch, let whole else { return }
        let plan = step.plan
        let goesBack = plan.rollsBack && rollout.goodVersion != nil
        try demand((rollout.state == .rollingBack) == goesBack, "a rollout that failed is \(rollout.state)")
        if rollout.reason == "ProgressDeadlineExceeded", let deadline = plan.progressDeadline {
            try demand(step.store.now >= rollout.progressAt + deadline, "a rollout failed before its deadline")
            return
        }
        let score = rollout.batch >= plan.finalBatch ? whole : batch
        let share = score.percentage(countsOffline: plan.countsOffline)
        try demand(share < Int(plan.threshold(of: rollout.batch)), "a rollout failed although \(share)% had succeeded")
    }

    /// The next batch begins, and a rollout completes, only when the batch before ended well, or a person said so.
    func checkOnward(_ step: Step) throws {
        guard let rollout = step.rollout, rollout.batch > 0, let batch, let whole else { return }
        let (last, plan) = (rollout.batch - 1, step.plan)
        let isFinal = last >= plan.finalBatch
        try checkEnded(batch, last, plan)
        defer { memory.isAllowed = false }
        if memory.isAllowed { return }
        let score = isFinal ? whole : batch
        let share = score.percentage(countsOffline: plan.countsOffline)
        try demand(
            share >= Int(plan.threshold(of: last)),
            "\(plan.name(of: last)) was left with \(share)% success and no approval")
        try demand(
            !lacksEvidence(batch, score),
            "\(plan.name(of: last)) was left without evidence: \(batch.lost) went silent and nobody succeeded")
        let isManual = rollout.isManual ?? plan.isManual
        try demand(
            !isManual || isFinal, "\(plan.name(of: last)) was left without the approval that the policy asks for")
    }

    private func checkEnded(_ batch: Tally, _ number: Int, _ plan: RolloutPlan) throws {
        let open = open(batch, number, plan)
        try demand(open == 0, "\(plan.name(of: number)) was left with \(open) to give to or to wait for")
    }

    /// How many devices a batch has still to give to or to wait for.
    func open(_ batch: Tally, _ number: Int, _ plan: RolloutPlan) -> Int {
        let mayTakeSilent = number >= plan.finalBatch && !plan.hasBudget
        return batch.pending + (mayTakeSilent ? batch.silentPending : 0) + batch.waiting
            + (plan.countsOffline ? batch.silent : 0)
    }

    /// Whether nobody succeeded and devices went silent with the version.
    private func lacksEvidence(_ batch: Tally, _ score: Tally) -> Bool { score.succeeded == 0 && batch.lost > 0 }
}
