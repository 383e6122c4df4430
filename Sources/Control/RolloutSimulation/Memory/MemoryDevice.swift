public import Rollout

/// A device as the store knows it: what was rendered for it, and what it reported. What really happened to it, a simulation keeps for
/// itself.
public struct MemoryDevice: Sendable, Hashable {
    /// Its name; devices are taken in the order of names.
    public let name: String
    /// What selectors and budgets look at.
    public var labels: [String: String]
    /// Whether it takes part: it matches the fleet and no other, and is not being decommissioned.
    public var isMember = true
    /// Whether it is no member because another fleet matches it as well: it keeps what it has until that ends.
    public var isDisputed = false
    /// Whether it was heard of within five minutes.
    public var isConnected = true
    /// The newest version that was rendered for it; 0 is none.
    public var renderedVersion: Int64 = 0
    /// The template version that it was rendered from; nil is none of the fleet.
    public var rendered: Int64?
    /// The version that could not be rendered for it when that was tried last.
    public var unrenderable: Int64?
    /// The rendered version that it runs.
    public var reportedVersion: Int64 = 0
    /// The rendered version that it reported an error for; 0 is none.
    public var failedVersion: Int64 = 0

    /// A device of which nothing is known yet.
    public init(name: String, labels: [String: String] = [:]) {
        self.name = name
        self.labels = labels
    }
}

/// What a device should run, as the rollout decided: the part that a step writes and a cut-off step loses.
public struct MemoryTarget: Sendable, Hashable {
    /// The template version it should run; nil is none of its fleet.
    public var version: Int64?
    /// The batch it was chosen for.
    public var batch: Int?
    /// When it got the version.
    public var dispatchedAt: Moment?
    /// Whether it was connected then.
    public var wasConnected = false
    /// The version that it refused last.
    public var refused: Int64?
    /// The newest version that it refused before and that was the good one or older then.
    public var refusedGood: Int64?
    /// The version that it ran before it got this one.
    public var prior: Int64?

    /// Whether what is rendered for it counts no more, since the version is to be tried again.
    public var isRenderForgotten = false

    /// Nothing was decided yet.
    public init() {}
}
