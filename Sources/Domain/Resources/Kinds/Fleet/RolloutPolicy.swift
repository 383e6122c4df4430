/// How a new template reaches the devices of a fleet.
public struct RolloutPolicy: Described {
    /// How many devices may be away at a time.
    public var disruptionBudget: DisruptionBudget?
    /// In which batches the devices are taken.
    public var deviceSelection: DeviceSelection?
    /// The share of a batch that must succeed before the next starts, such as `90%`; nil is 90 %.
    public var successThreshold: String?
    /// How long a device may take; nil is 24 hours.
    public var defaultUpdateTimeout: String?
    /// How many of a fleet's devices may be away at a time, of all and not of a batch; nil is any number. An extension.
    public var maxUnavailable: Amount?
    /// Read for those who know it from elsewhere; it has no effect. An extension.
    public var maxSurge: Amount?
    /// After how many seconds without progress a rollout has failed; nil is never. An extension.
    public var progressDeadlineSeconds: Int64?
    /// What becomes of a rollout that fails; nil is to pause. An extension.
    public var onFailure: OnFailure?
    /// Whether each batch waits for a person; nil is automatic. An extension.
    public var approval: Approval?
    /// At most how many devices get the new version in a minute; nil is no limit. An extension.
    public var maxPerMinute: Int64?
    /// How devices count that cannot be reached; nil is not at all. An extension.
    public var offlineDevices: OfflineDevices?

    /// An empty policy.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("disruptionBudget", &disruptionBudget, doc: "How many devices may be away at a time.")
        v.field("deviceSelection", &deviceSelection, doc: "In which batches the devices are taken.")
        v.field(
            "successThreshold", &successThreshold, .percentage,
            doc: "The share of a batch that must succeed before the next starts; 90% by default.")
        v.field(
            "defaultUpdateTimeout", &defaultUpdateTimeout, .duration, doc: "How long a device may take; 24h by default."
        )
        describeExtensions(&v)
    }

    private mutating func describeExtensions(_ v: inout some FieldVisitor) {
        v.field(
            extension: "maxUnavailable", &maxUnavailable,
            doc: "How many devices of the fleet may be unavailable at a time, as a number or a percentage.")
        v.field(extension: "maxSurge", &maxSurge, doc: "Has no effect: devices cannot be added for a rollout.")
        v.field(
            extension: "progressDeadlineSeconds", &progressDeadlineSeconds, IntegerFormat(1...Int64(Int32.max)),
            doc: "After how many seconds without progress a rollout has failed.")
        v.field(
            extension: "onFailure", &onFailure,
            doc: "What becomes of a rollout that fails: Pause, the default, or Rollback to the last good version.")
        v.field(
            extension: "approval", &approval,
            doc: "Whether each batch after the first waits for a person: Automatic, the default, or Manual.")
        v.field(
            extension: "maxPerMinute", &maxPerMinute, IntegerFormat(1...1_000_000),
            doc: "At most how many devices get the new version in a minute.")
        v.field(
            extension: "offlineDevices", &offlineDevices,
            doc:
                "How devices that cannot be reached count: Exclude, the default, or Count them as failures once their time is up."
        )
    }

    /// A policy says at least one thing that has an effect.
    public mutating func check(_ report: Report) {
        if maxSurge != nil {
            report.add(
                .surgeWithoutEffect, at: ["maxSurge"], onKey: true,
                "“maxSurge” has no effect: devices cannot be added for the time of a rollout.",
                fix: "Remove it, or limit a rollout by “maxUnavailable”.")
        }
        guard disruptionBudget == nil, deviceSelection == nil, maxUnavailable == nil, progressDeadlineSeconds == nil,
            maxPerMinute == nil, onFailure == nil
        else { return }
        report.add(
            .emptyRolloutPolicy, "The policy has neither “deviceSelection” nor “disruptionBudget”.",
            fix: "Add one of them, or remove the policy.")
    }
}

/// How many devices may be away at a time.
public struct DisruptionBudget: Described {
    /// Labels by whose values the devices are grouped; the numbers then hold in each group.
    public var groupBy: [String] = []
    /// How many must stay.
    public var minAvailable: Int64?
    /// How many may be away.
    public var maxUnavailable: Int64?

    /// An empty budget.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "groupBy", &groupBy, ListFormat(of: .groupingKey, isSet: true),
            doc: "Keys of labels by whose values the devices are grouped; the numbers hold in each group.")
        v.field("minAvailable", &minAvailable, .positive, doc: "How many devices must stay available.")
        v.field("maxUnavailable", &maxUnavailable, .positive, doc: "How many devices may be unavailable at a time.")
    }

    /// A budget has at least one number.
    public mutating func check(_ report: Report) {
        guard minAvailable == nil && maxUnavailable == nil else { return }
        report.add(
            .emptyDisruptionBudget, "The budget has neither “minAvailable” nor “maxUnavailable”.",
            fix: "Add one of them, or remove the budget.")
    }
}

/// In which batches the devices of a fleet are taken.
public struct DeviceSelection: Described {
    /// The ways of choosing.
    public enum Strategy: String, Word {
        /// One batch after the other.
        case batchSequence = "BatchSequence"
    }

    /// The way of choosing.
    public var strategy = Strategy.batchSequence
    /// The batches, before the last one of all devices left; nil is only that one.
    public var sequence: [Batch]?

    /// Only the last batch.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("strategy", &strategy, doc: "How devices are chosen: BatchSequence.")
        v.field("sequence", &sequence, minimum: 1, doc: "The batches, one after the other; the devices left come last.")
    }
}

/// One step of a rollout.
public struct Batch: Described {
    /// The devices to choose from; nil is all of the fleet.
    public var selector: LabelSelector?
    /// The share that must succeed before the next batch starts; nil is what the policy says.
    public var successThreshold: String?
    /// How many of them; nil is all.
    public var limit: Amount?

    /// All devices.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("selector", &selector, doc: "The devices to choose from; all of the fleet by default.")
        v.field(
            "successThreshold", &successThreshold, .percentage,
            doc: "The share that must succeed before the next batch starts.")
        v.field("limit", &limit, doc: "How many devices, as a number or a percentage; all by default.")
    }
}
