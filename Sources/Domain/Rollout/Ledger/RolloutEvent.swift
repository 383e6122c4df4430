/// Something that happened in a rollout, as an event tells it.
public struct RolloutEvent: Sendable, Hashable {
    /// The reasons of the resource model.
    public enum Reason: String, Sendable {
        /// A rollout in batches was made.
        case created = "FleetRolloutCreated"
        /// A batch was chosen and is being dispatched.
        case batchDispatched = "FleetRolloutBatchDispatched"
        /// A batch ended.
        case batchCompleted = "FleetRolloutBatchCompleted"
        /// Every device had its outcome, and enough succeeded.
        case completed = "FleetRolloutCompleted"
        /// It cannot go on by itself.
        case failed = "FleetRolloutFailed"
        /// Any other change of state; ours, told as the model's `ResourceUpdated` would not say it.
        case changed = "FleetRolloutChanged"
    }

    /// What kind of thing.
    public var reason: Reason
    /// What and why, for people.
    public var message: String
    /// The batch by its name; nil when it is about the whole rollout.
    public var batch: String?
    /// The batch's end, with `batchCompleted`.
    public var report: BatchReport?
    /// Who did it, as `user:alice`; nil is the engine.
    public var actor: String?

    /// States an event.
    public init(
        _ reason: Reason, _ message: String, batch: String? = nil, report: BatchReport? = nil, actor: String? = nil
    ) {
        self.reason = reason
        self.message = message
        self.batch = batch
        self.report = report
        self.actor = actor
    }
}
