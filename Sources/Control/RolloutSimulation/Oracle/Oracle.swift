import Resources
import Rollout

/// Holds everything that a step does against the promises, call by call: what a call changed is looked at before the next.
final class Oracle {
    /// The targets as they were when they were looked at last.
    private var seen: [MemoryTarget] = []
    private var seenRollout: Rollout?
    private var lastCall: MemoryCall?
    /// The batch, and all members, as they were when facts were read last.
    private var batch: Tally?
    private var whole: Tally?
    /// Who was away when groups were read last.
    private var away: Away?
    /// What a step that is cut off takes back.
    private struct Memory {
        /// A person let the rollout go on.
        var isAllowed = false
        /// Who got a version lately.
        var history: [(at: Moment, count: Int, rollout: Int64)] = []
    }
    private var memory = Memory()
    private var saved = Memory()
    /// A person ordered what happens in this transaction.
    private var isCommanded = false
    private var offers = OfferHistory()

    /// Takes over what others than a step did.
    func look(_ store: MemoryStore) { seen = store.fleet.targets }

    /// A step begins.
    func begin(_ store: MemoryStore) {
        look(store)
        seenRollout = store.fleet.rollouts.last
        lastCall = nil
        isCommanded = false
        saved = memory
    }

    /// A step was cut off, or refused: nothing of it has happened.
    func cutOff(_ store: MemoryStore) {
        memory = saved
        look(store)
    }

    func policyChanged() { memory.history = [] }

    func commanded(_ command: RolloutCommand) {
        isCommanded = true
        if command == .approve || command == .resume { memory.isAllowed = true }
    }

    /// Rendered content reached a device.
    func offered(_ index: Int, _ version: Int64, _ renderedVersion: Int64, _ truth: Truth) {
        offers.note(index, version, renderedVersion, hadFailed: truth.devices[index].failed.contains(version))
    }

    /// Whether devices may live on before a call. Between the reading of groups and the dispatch they may not: the store reads and
    /// writes both within milliseconds, and no budget can know who goes away by itself in them.
    func mayInterleave(_ call: MemoryCall) -> Bool {
        !(lastCall == .groups && (call == .dispatch || call == .groups))
    }

    /// Looks at what the call before did.
    func before(_ call: MemoryCall, _ store: MemoryStore, _ truth: Truth) throws {
        try offers.check()
        if let lastCall {
            let plan = RolloutPlan(store.fleet.policy)
            try check(lastCall, Step(store, truth, plan, seen: seen, isCommanded: isCommanded))
        }
        look(store)
        if let rollout = store.fleet.rollouts.last { seenRollout = rollout }
        lastCall = call
        if call == .commit {
            lastCall = nil
            isCommanded = false
            try checkCommitted(store)
        }
    }

    /// Remembers what the step is going to read.
    func remember(_ call: MemoryCall, _ store: MemoryStore, _ truth: Truth) {
        let plan = RolloutPlan(store.fleet.policy)
        look(store)
        if call == .groups { away = Away(store, truth, plan) }
        guard call == .facts, let rollout = store.fleet.rollouts.last else { return }
        batch = Tally(store, truth, rollout.version, batch: rollout.batch, timeout: plan.updateTimeout)
        whole = Tally(store, truth, rollout.version, batch: nil, timeout: plan.updateTimeout)
    }

    private func check(_ call: MemoryCall, _ step: Step) throws {
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
}

extension Oracle {
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

    private func checkRate(_ step: Step, _ given: [Int]) throws {
        guard let most = step.plan.maxPerMinute, let rollout = step.rollout, rollout.state != .rollingBack else {
            return
        }
        memory.history.append((step.store.now, given.count, rollout.id))
        // Two windows may meet in a minute.
        memory.history.removeAll { $0.at + 60 <= step.store.now || $0.rollout != rollout.id }
        let count = memory.history.reduce(0) { $0 + $1.count }
        try demand(count <= 2 * Int(most), "\(count) devices got a version in a minute, \(most) are allowed")
        // A window that is over gives way to one that begins now.
        let begin = step.store.now >= rollout.rateSince + 60 ? step.store.now : rollout.rateSince
        let inWindow = memory.history.filter { $0.at >= begin }.reduce(0) { $0 + $1.count }
        try demand(inWindow <= Int(most), "\(inWindow) devices got a version in one window, \(most) are allowed")
    }

    private func checkCommitted(_ store: MemoryStore) throws {
        let active = store.fleet.rollouts.filter(\.state.isActive).count
        try demand(active <= 1, "\(active) rollouts of one fleet are active")
        guard let rollout = store.fleet.rollouts.last else { return }
        try demand(
            rollout.state.isActive == (rollout.finishedAt == nil),
            "a rollout ended without saying when, or went on after")
        try demand(!rollout.reason.isEmpty, "a rollout does not say where it stands")
    }
}

func demand(_ condition: Bool, _ what: @autoclosure () -> String) throws {
    if !condition { throw Violation(what()) }
}
