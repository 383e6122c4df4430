public import Resources
public import Rollout

/// The rows of a fleet that a step writes. A copy of it, kept when the step begins, takes a cut-off step back.
public struct MemoryFleet: Sendable, Equatable {
    /// The newest version that is ready.
    public var current: TemplateVersionName?
    /// The newest version whose rollout completed.
    public var good: TemplateVersionName?
    /// The policy as it is now.
    public var policy: RolloutPolicy?
    /// All rollouts, the newest last; the id of the first is 1.
    public var rollouts: [Rollout] = []
    /// What devices should run, in the order of ``MemoryStore/devices``.
    public var targets: [MemoryTarget] = []
    /// What was told, with the rollout that it was told of.
    public var told: [MemoryTelling] = []
    /// When another step was asked for.
    public var wakes: [Moment] = []
    /// The reports of batches that ended.
    public var reports: [BatchReport] = []
    /// How many devices of the organization got a version since ``MemoryFleet/rateSince``.
    public var rateUsed: Int64 = 0
    /// When the organization's current minute began.
    public var rateSince = Moment(milliseconds: 0)

    /// A fleet without anything.
    public init() {}
}

/// An event and the rollout that it is about.
public struct MemoryTelling: Sendable, Hashable {
    /// `rollout.id`.
    public let rollout: Int64
    /// When.
    public let at: Moment
    /// What.
    public let event: RolloutEvent
}
