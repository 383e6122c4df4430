/// Judges a plan before it is carried out: what no commit may do, however well-formed. Pure, so that a preview refuses
/// exactly what the server refuses (P2).
public enum Guard {
    /// Every reason why the plan must not be applied: the planner's own, and those of policy.
    public static func judge(_ plan: Plan, for sync: SyncIdentity) -> [Refusal] {
        let foundations = plan.deleted.filter { sync.foundations.contains($0.key) }
        return plan.refusals
            + foundations.map { Refusal(key: $0.key, place: $0.place, reason: .removesFoundation) }
    }
}
