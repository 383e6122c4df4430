extension RolloutMachine {
    /// The rollout that a fleet needs and has not got: the one of its newest version, or the same anew when the batches are
    /// others. Nil when there is nothing to begin.
    public static func begin(_ standing: FleetStanding, _ plan: RolloutPlan) -> RolloutDecision? {
        guard let current = standing.current else { return nil }
        guard let old = standing.rollout else { return fresh(current, standing, plan, replacing: nil) }
        if old.version != current.id {
            return fresh(
                current, standing, plan, replacing: superseded(old, "\(current.name) took its place", standing.now))
        }
        guard old.state.isActive, old.state != .rollingBack, old.digest != plan.digest else { return nil }
        return fresh(
            current, standing, plan, replacing: superseded(old, "It begins anew with other batches", standing.now))
    }

    /// A rollout from its beginning: as a new one, it has no member in a batch.
    static func fresh(
        _ version: TemplateVersionName, _ standing: FleetStanding, _ plan: RolloutPlan, replacing old: Rollout?,
        actor: String? = nil
    ) -> RolloutDecision {
        let good = standing.good?.id == version.id ? nil : standing.good?.id
        let rollout = Rollout(
            version: version.id, versionName: version.name, goodVersion: good, digest: plan.digest, now: standing.now)
        var decision = RolloutDecision(rollout)
        decision.replaced = old
        decision.events = [RolloutEvent(.created, created(version, plan), actor: actor)]
        return decision
    }

    /// An active rollout as it ends for another's sake; nil when it had ended before.
    static func superseded(_ old: Rollout, _ message: String, _ now: Moment) -> Rollout? {
        guard old.state.isActive else { return nil }
        var decision = RolloutDecision(old)
        end(&decision, .superseded, "Superseded", message, .changed, now)
        return decision.rollout
    }

    private static func created(_ version: TemplateVersionName, _ plan: RolloutPlan) -> String {
        switch plan.steps.count {
        case 0: "Rolling out \(version.name) to all devices"
        case 1: "Rolling out \(version.name) in 1 batch and the devices left"
        case let count: "Rolling out \(version.name) in \(count) batches and the devices left"
        }
    }
}
