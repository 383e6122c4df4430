public import Resources

/// Judges a plan before it is carried out: what no commit may do, however well-formed. Pure, so that a preview refuses
/// exactly what the server refuses (P2).
public enum Guard {
    /// Every reason why the plan must not be applied: the planner's own, and those of policy.
    ///
    /// - Parameter manifests: The documents that the plan was made of.
    public static func judge(_ plan: Plan, of manifests: [Manifest] = [], for sync: SyncIdentity) -> [Refusal] {
        let foundations = plan.deleted.filter { sync.foundations.contains($0.key) }
        return plan.refusals
            + foundations.map { Refusal(key: $0.key, place: $0.place, reason: .removesFoundation) }
            + (sync.targets == .everything ? [] : manifests.flatMap { outside($0, of: sync.targets) })
    }

    /// Judges what exists: an object that was applied before the sync's limits were what they are, or one that nobody
    /// owns and that a document would take over, with the labels that it has now. Declaring the right labels for
    /// somebody else's device does not bring it within the limits.
    public static func judge(
        _ key: ObjectKey, at place: Place, labels: [String: String], for sync: SyncIdentity
    ) -> Refusal? {
        sync.targets.obstacle(to: key, labels: labels).map {
            Refusal(key: key, place: place, reason: .outsideTargets($0))
        }
    }

    private static func outside(_ manifest: Manifest, of targets: TargetLimits) -> [Refusal] {
        let key = ObjectKey(kind: manifest.kind, name: manifest.name)
        var reasons: [Refusal.Reason] = []
        if let obstacle = targets.obstacle(to: key, labels: manifest.labels ?? [:]) {
            reasons.append(.outsideTargets(obstacle))
        }
        if case .fleet(let spec) = manifest.spec, let obstacle = targets.obstacle(toSelecting: spec.requiredLabels) {
            reasons.append(.outsideTargets(obstacle))
        }
        if case .resourceSync(let spec) = manifest.spec, let excess = TargetLimits(spec.targets).excess(over: targets) {
            reasons.append(.exceedsTargets(excess))
        }
        return reasons.map { Refusal(key: key, place: Place(manifest), reason: $0) }
    }
}
