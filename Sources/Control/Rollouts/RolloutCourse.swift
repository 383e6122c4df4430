import Resources
import Rollout

/// The decisions of one step, one after the other.
struct RolloutCourse<Ledger: RolloutLedger> {
    private let ledger: Ledger
    private let plan: RolloutPlan
    /// As it stands after what was carried out.
    private(set) var rollout: Rollout?
    private var good: Int64?
    private var now: Moment

    init(_ ledger: Ledger, _ plan: RolloutPlan, _ standing: FleetStanding) {
        self.ledger = ledger
        self.plan = plan
        rollout = standing.rollout
        good = standing.good?.id
        now = standing.now
    }

    /// Decides until nothing has an effect any more.
    mutating func run() throws -> Rollout? {
        for _ in 0..<RolloutStepper<Ledger>.decisionsPerStep {
            guard let before = rollout else { return nil }
            let facts = try ledger.facts(before, updateTimeout: plan.updateTimeout)
            now = facts.now
            let decision = RolloutMachine.decide(before, plan, facts, good: good)
            let effects = try carryOut(decision, at: facts.now)
            let isSettled = effects == 0 && rollout?.state == before.state && rollout?.batch == before.batch
            guard isSettled else { continue }
            if let wake = decision.wake { try ledger.wake(at: wake) }
            return rollout
        }
        try ledger.wake(at: now)
        return rollout
    }

    /// Stores, does and tells what a decision says.
    /// - Returns: how many devices its actions reached.
    @discardableResult
    mutating func carryOut(_ decision: RolloutDecision, at now: Moment) throws -> Int64 {
        if let replaced = decision.replaced { _ = try ledger.save(replaced) }
        var next = decision.rollout
        if next != rollout { next.id = try ledger.save(next) }
        let stored = next
        var effects: Int64 = 0
        var spent: Int64 = 0
        for action in decision.actions {
            let count = try perform(action, next, spent: spent)
            effects += count
            guard case .dispatch(let scope, _, _, _) = action else { continue }
            spent += count
            RolloutMachine.note(dispatched: count, scope, of: &next, plan, now: now)
        }
        if next != stored { _ = try ledger.save(next) }
        rollout = next
        if !decision.events.isEmpty { try ledger.tell(next, decision.events) }
        return effects
    }

    private mutating func perform(_ action: RolloutAction, _ rollout: Rollout, spent: Int64) throws -> Int64 {
        switch action {
        case .forgetOutcomes: try ledger.forgetOutcomes(rollout)
        case .choose(let selector, let limit, let includesOffline):
            return try ledger.choose(rollout, selector: selector, limit: limit, includesOffline: includesOffline)
        case .dispatch(let scope, let version, let limit, let includesOffline):
            return try dispatch(
                rollout, scope, version, limit: limit.map { max(0, $0 - spent) }, includesOffline: includesOffline)
        case .sendBack(let scope, let good): return try ledger.sendBack(rollout, scope, to: good)
        case .adoptGood(let version):
            try ledger.adoptGood(version)
            good = version
        case .keep(let report): try ledger.keep(report, of: rollout)
        }
        return 0
    }

    /// Dispatches as much as limit and budgets allow, and asks nothing of the store when that is nothing.
    private func dispatch(
        _ rollout: Rollout, _ scope: DispatchScope, _ version: Int64, limit: Int64?, includesOffline: Bool
    ) throws -> Int64 {
        var limit = limit
        if limit == 0 { return 0 }
        if let most = plan.maxUnavailable {
            let whole = try ledger.groups(rollout, by: [], scope: scope, updateTimeout: plan.updateTimeout)
            limit = min(limit ?? .max, RolloutBudget.room(most, whole))
            if limit == 0 { return 0 }
        }
        guard let budget = plan.budget else {
            return try ledger.dispatch(
                rollout, scope, version: version, allowances: nil, groupBy: [], limit: limit,
                includesOffline: includesOffline)
        }
        let groups = try ledger.groups(rollout, by: budget.groupBy, scope: scope, updateTimeout: plan.updateTimeout)
        let allowances = RolloutBudget.allowances(budget, groups)
        if allowances.isEmpty { return 0 }
        return try ledger.dispatch(
            rollout, scope, version: version, allowances: allowances, groupBy: budget.groupBy, limit: limit,
            includesOffline: includesOffline)
    }
}
