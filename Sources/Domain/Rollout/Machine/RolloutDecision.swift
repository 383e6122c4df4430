public import Resources

/// One thing that a decision asks of the ledger.
public enum RolloutAction: Sendable, Hashable {
    /// Forget who refused the version.
    case forgetOutcomes
    /// Choose devices for the batch that the rollout is at.
    case choose(LabelSelector?, Amount?, includesOffline: Bool)
    /// Give a version to devices, within the budget and at most `limit` of them; all dispatches of one decision share the limit.
    case dispatch(DispatchScope, version: Int64, limit: Int64?, includesOffline: Bool)
    /// Take the version from devices.
    case sendBack(ReturnScope, to: Int64?)
    /// The version is the fleet's good one.
    case adoptGood(Int64)
    /// Keep the report of a batch that ended.
    case keep(BatchReport)
}

/// What the machine says should happen: new values, actions in their order, and what to tell.
public struct RolloutDecision: Sendable, Hashable {
    /// The rollout whose place the other takes, as it ends; stored first.
    public var replaced: Rollout?
    /// The rollout as it is from now on.
    public var rollout: Rollout
    /// What to do, after the rollout was stored.
    public var actions: [RolloutAction] = []
    /// What to tell.
    public var events: [RolloutEvent] = []
    /// When to look again if nothing happens before; nil is never.
    public var wake: Moment?

    /// A decision that changes nothing yet.
    public init(_ rollout: Rollout) { self.rollout = rollout }
}
