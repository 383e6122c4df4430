public import Resources

extension SyncIdentity {
    /// What a ResourceSync says of itself; where it is silent about removals, the server's limits hold.
    public init(name: String, spec: ResourceSyncSpec, defaults: PruneLimits = .standard) {
        self.init(
            name: name, repository: spec.repository, targets: TargetLimits(spec.targets),
            prune: PruneLimits(spec.prune, defaults: defaults))
    }
}

extension TargetLimits {
    /// The limits of a spec; none when it states none.
    public init(_ targets: SyncTargets?) {
        self.init(
            kinds: Set((targets?.kinds ?? []).compactMap(Kind.init(rawValue:))),
            namePrefixes: targets?.namePrefixes ?? [], matchLabels: targets?.matchLabels ?? [:])
    }
}

extension PruneLimits {
    /// The limits of a spec over those of the server.
    public init(_ policy: PrunePolicy?, defaults: PruneLimits) {
        self.init(
            maxDeletions: policy?.maxDeletions.map(Int.init) ?? defaults.maxDeletions,
            maxPercentage: policy?.maxPercentage.map(Int.init) ?? defaults.maxPercentage,
            allowEmpty: policy?.allowEmpty ?? defaults.allowEmpty,
            allowOnline: policy?.allowOnline ?? defaults.allowOnline,
            allowTrailer: policy?.allowTrailer ?? defaults.allowTrailer)
    }
}
