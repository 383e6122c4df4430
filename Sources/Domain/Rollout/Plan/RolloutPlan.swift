public import Resources

/// A rollout policy as the machine reads it: every default filled in, every text a number.
public struct RolloutPlan: Sendable, Hashable {
    /// A batch that the policy names; the final implicit batch of all devices left is not among them.
    public struct Step: Sendable, Hashable {
        /// The devices to choose from; nil is all.
        public var selector: LabelSelector?
        /// How many of them; nil is all.
        public var limit: Amount?
        /// The share in percent that must succeed before the next batch starts.
        public var threshold: Int64
    }

    /// The batches before the final implicit one.
    public var steps: [Step]
    /// The share in percent that must succeed over the whole rollout, and in a batch that does not say otherwise.
    public var threshold: Int64
    /// Seconds after its dispatch at which a device without outcome has timed out.
    public var updateTimeout: Int64
    /// How many devices of a group may be away at a time.
    public var budget: DisruptionBudget?
    /// How many of all devices may be away at a time.
    public var maxUnavailable: Amount?
    /// Seconds without progress after which the rollout has failed.
    public var progressDeadline: Int64?
    /// Whether a rollout that fails goes back to the good version.
    public var rollsBack: Bool
    /// Whether each batch after the first waits for a person.
    public var isManual: Bool
    /// At most how many devices get the version in a minute.
    public var maxPerMinute: Int64?
    /// Whether silent devices are waited for and, once their time is up, count as failures.
    public var countsOffline: Bool
    /// Digest of the batches; a change of it begins the rollout anew.
    public var digest: String

    /// Reads a policy that was checked; nil is one batch of all devices, with the defaults of the resource model.
    public init(_ policy: RolloutPolicy?) {
        let threshold = Self.percent(policy?.successThreshold) ?? Self.defaultThreshold
        let batches = policy?.deviceSelection?.sequence ?? []
        steps = batches.map { batch in
            Step(
                selector: batch.selector, limit: batch.limit,
                threshold: Self.percent(batch.successThreshold) ?? threshold)
        }
        self.threshold = threshold
        updateTimeout =
            policy?.defaultUpdateTimeout.flatMap { ShortDuration.seconds($0) } ?? Self.defaultUpdateTimeout
        budget = policy?.disruptionBudget
        maxUnavailable = policy?.maxUnavailable
        progressDeadline = policy?.progressDeadlineSeconds
        rollsBack = policy?.onFailure == .rollback
        isManual = policy?.approval == .manual
        maxPerMinute = policy?.maxPerMinute
        countsOffline = policy?.offlineDevices == .count
        digest = Self.digest(of: batches)
    }

    /// When neither batch nor policy says otherwise, in percent.
    public static let defaultThreshold: Int64 = 90
    /// When the policy does not say otherwise: 24 hours, in seconds.
    public static let defaultUpdateTimeout: Int64 = 86400

    /// The number of the final implicit batch.
    public var finalBatch: Int { steps.count }

    /// Whether a budget holds devices back. Devices that are silent are then never dispatched to: they would come back in any
    /// number at once.
    public var hasBudget: Bool { budget != nil || maxUnavailable != nil }

    /// The share in percent that must succeed in a batch.
    public func threshold(of batch: Int) -> Int64 {
        steps.indices.contains(batch) ? steps[batch].threshold : threshold
    }

    /// The name of a batch by its number, as annotations and messages tell it.
    public func name(of batch: Int) -> String {
        if batch < 0 { return "preliminary batch" }
        return batch < finalBatch ? "batch \(batch + 1)" : "final implicit batch"
    }

    private static func percent(_ text: String?) -> Int64? {
        text.flatMap { Int64($0.dropLast()) }
    }
}
