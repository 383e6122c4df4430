import Resources
import Rollout

extension Oracle {
    /// What a call may do.
    func check(_ call: MemoryCall, _ step: Step) throws {
        switch call {
        case .choose:
            try step.checkChosen()
            try checkOnward(step)
        case .dispatch:
            let given = try step.checkDispatched()
            try away?.check(step, given)
            try checkRate(step, given)
        case .sendBack: try step.checkSentBack()
        case .adoptGood: try checkOnward(step)
        case .keep: try checkReport(step)
        case .save: try checkSaved(step)
        default: try step.checkUntouched()
        }
    }

    /// The next batch begins, and a rollout completes, only when the batch before ended well, or a person said so.
    private func checkOnward(_ step: Step) throws {
        guard let rollout = step.rollout, rollout.batch > 0, let batch, let whole else { return }
        let (last, plan) = (rollout.batch - 1, step.plan)
        let isFinal = last >= plan.finalBatch
        let mayTakeSilent = isFinal && !plan.hasBudget
        let left = batch.pending + (mayTakeSilent ? batch.silentPending : 0)
        let waits = batch.waiting + (plan.countsOffline ? batch.silent : 0)
        try demand(
            left == 0 && waits == 0, "\(plan.name(of: last)) was left with \(left) to give to and \(waits) that wait")
        defer { memory.isAllowed = false }
        if memory.isAllowed { return }
        let score = isFinal ? whole : batch
        let share = score.percentage(countsOffline: plan.countsOffline)
        try demand(
            share >= Int(plan.threshold(of: last)),
            "\(plan.name(of: last)) was left with \(share)% success and no approval")
        try demand(
            score.succeeded > 0 || batch.lost == 0,
            "\(plan.name(of: last)) was left without evidence: \(batch.lost) went silent and nobody succeeded")
        let isManual = rollout.isManual ?? plan.isManual
        try demand(
            !isManual || isFinal, "\(plan.name(of: last)) was left without the approval that the policy asks for")
    }

    private func checkReport(_ step: Step) throws {
        guard let report = step.store.fleet.reports.last, let batch else { return }
        let late = batch.timedOut + (step.plan.countsOffline ? batch.expired : 0)
        try demand(
            report.successful == batch.succeeded && report.failed == batch.failed && report.timedOut == late,
            "the report of \(report.name) says \(report.successful)/\(report.failed)/\(report.timedOut), the truth \(batch.succeeded)/\(batch.failed)/\(late)"
        )
    }

    /// A rollout fails by itself only for a reason.
    private func checkSaved(_ step: Step) throws {
        try step.checkUntouched()
        guard !step.isCommanded, let old = seenRollout, let new = step.rollout, old.id == new.id, old.state != new.state
        else { return }
        if !old.state.isActive { throw Violation("a rollout that had ended went on: \(old.state) to \(new.state)") }
        guard new.state == .paused || new.state == .rollingBack, let batch, let whole else { return }
        if new.reason == "ProgressDeadlineExceeded", step.plan.progressDeadline != nil { return }
        let score = new.batch >= step.plan.finalBatch ? whole : batch
        let share = score.percentage(countsOffline: step.plan.countsOffline)
        try demand(
            share < Int(step.plan.threshold(of: new.batch)), "a rollout failed although \(share)% had succeeded")
    }

    /// What must hold whenever a step has ended.
    func checkCommitted(_ store: MemoryStore) throws {
        let active = store.fleet.rollouts.filter(\.state.isActive).count
        try demand(active <= 1, "\(active) rollouts of one fleet are active")
        guard let rollout = store.fleet.rollouts.last else { return }
        try demand(
            rollout.state.isActive == (rollout.finishedAt == nil),
            "a rollout ended without saying when, or went on after")
        try demand(!rollout.reason.isEmpty, "a rollout does not say where it stands")
        try checkTakenBack(store, rollout)
    }

    /// A rollout has failed only when everybody was taken back from its version.
    private func checkTakenBack(_ store: MemoryStore, _ rollout: Rollout) throws {
        guard rollout.state == .failed else { return }
        for (device, target) in zip(store.devices, store.fleet.targets) where device.isMember {
            try demand(
                target.version != rollout.version,
                "\(device.name) should run \(rollout.versionName), which has failed and was rolled back")
        }
    }
}
