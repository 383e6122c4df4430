import Resources
import Rollout

extension Oracle {
    /// What a call may do.
    func check(_ call: MemoryCall, _ step: Step) throws {
        switch call {
        case .choose:
            try step.checkChosen()
            try checkOnward(step)
        case .dispatch(let scope):
            let given = try step.checkDispatched()
            // All that are left are chosen by being given the version: a batch begins.
            if scope == .rest { try checkOnward(step) }
            try away?.check(step, given)
            try checkRate(step, given)
        case .sendBack: try step.checkSentBack()
        case .adoptGood: try checkOnward(step)
        case .keep: try checkReport(step)
        case .save: try checkSaved(step)
        default: try step.checkUntouched()
        }
    }

    private func checkReport(_ step: Step) throws {
        guard let report = step.store.fleet.reports.last, let batch else { return }
        let late = batch.timedOut + (step.plan.countsOffline ? batch.expired : 0)
        try demand(
            report.successful == batch.succeeded && report.failed == batch.failed && report.timedOut == late,
            "the report of \(report.name) says \(report.successful)/\(report.failed)/\(report.timedOut), the truth \(batch.succeeded)/\(batch.failed)/\(late)"
        )
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
    }
}
