import Rollout

/// Holds everything that a step does against the promises, call by call: what a call changed is looked at before the next.
final class Oracle {
    /// The targets as they were when they were looked at last.
    var seen: [MemoryTarget] = []
    var seenRollout: Rollout?
    private var lastCall: MemoryCall?
    /// The batch, and all members, as they were when facts were read last.
    var batch: Tally?
    var whole: Tally?
    /// Who was away when groups were read last.
    var away: Away?
    /// What a step that is cut off takes back.
    struct Memory {
        /// A person let the rollout go on.
        var isAllowed = false
        /// Who got a version lately.
        var history: [(at: Moment, count: Int, rollout: Int64)] = []
        /// How many got one in the organization's minute.
        var organization = RateWindow()
    }
    var memory = Memory()
    private var saved = Memory()
    /// A person ordered what is stored next.
    var isCommanded = false
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
        let accepts = command == .resume && seenRollout?.reason == "BatchFailed"
        if command == .approve || accepts { memory.isAllowed = true }
    }

    /// Rendered content reached a device.
    func offered(_ index: Int, _ version: Int64?, _ renderedVersion: Int64, _ truth: Truth) {
        let hadFailed = version.map { truth.devices[index].failed.contains($0) } ?? false
        offers.note(index, version, renderedVersion, hadFailed: hadFailed)
    }

    /// Whether devices may live on before a call. Between the reading of groups and the dispatch they may not: the store reads and
    /// writes both within milliseconds, and no budget can know who goes away by itself in them.
    func mayInterleave(_ call: MemoryCall) -> Bool {
        guard lastCall == .groups else { return true }
        if case .dispatch = call { return false }
        return call != .groups
    }

    /// Looks at what the call before did.
    func before(_ call: MemoryCall, _ store: MemoryStore, _ truth: Truth) throws {
        try offers.check()
        if let lastCall {
            let plan = RolloutPlan(store.fleet.policy)
            try check(lastCall, Step(store, truth, plan, seen: seen))
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
}
