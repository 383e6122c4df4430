/// How a fleet is doing.
public struct FleetStatus: Described {
    /// Where the rollout stands.
    public var rollout: FleetRolloutStatus?
    /// What holds of the fleet: Valid, RolloutInProgress.
    public var conditions: [ResourceCondition] = []
    /// How many devices are in which state; only when asked for.
    public var devicesSummary: DevicesSummary?

    /// Nothing known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("rollout", &rollout, doc: "Where the rollout stands.")
        v.describe(&conditions)
        v.field("devicesSummary", &devicesSummary, doc: "How many devices are in which state; only when asked for.")
    }
}

/// Where a rollout stands.
public struct FleetRolloutStatus: Described {
    /// The batch, counted from 0; -1 before the first.
    public var currentBatch: Int64?

    /// No rollout.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("currentBatch", &currentBatch, .any, doc: "The batch, counted from 0; -1 before the first.")
    }
}

/// How many devices are in which state.
public struct DevicesSummary: Described {
    /// All of them.
    public var total: Int64 = 0
    /// Counts by the state of applications.
    public var applicationStatus: OpenJSON?
    /// Counts by the state of the device.
    public var summaryStatus: OpenJSON?
    /// Counts by the state of updates.
    public var updateStatus: OpenJSON?
    /// Counts by what devices can do.
    public var capabilities: OpenJSON?

    /// No devices.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("total", &total, IntegerFormat(0 ... .max), doc: "The number of devices.")
        v.field(requiredMapping: "applicationStatus", &applicationStatus, doc: "Counts by the state of applications.")
        v.field(requiredMapping: "summaryStatus", &summaryStatus, doc: "Counts by the state of the device.")
        v.field(requiredMapping: "updateStatus", &updateStatus, doc: "Counts by the state of updates.")
        v.field(mapping: "capabilities", &capabilities, doc: "Counts by what devices can do.")
    }
}

/// How a sync is doing.
public struct ResourceSyncStatus: Described {
    /// The commit that is in force.
    public var observedCommit: String?
    /// The generation of the sync that was judged.
    public var observedGeneration: Int64?
    /// What holds of the sync: Accessible, ResourceParsed, Synced.
    public var conditions: [ResourceCondition] = []

    /// Nothing known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("observedCommit", &observedCommit, .text(), doc: "The commit that is in force.")
        v.field("observedGeneration", &observedGeneration, .any, doc: "The generation of the sync that was judged.")
        v.describe(&conditions)
    }
}

/// A fleet's template as it was at one time.
public struct TemplateVersionStatus: Described {
    /// What devices of the fleet should run, whose fields stand among those of the status.
    public var spec = DeviceSpec()
    /// When it was frozen.
    public var updatedAt: String?
    /// What holds of the version.
    public var conditions: [ResourceCondition] = []

    /// A template that asks for nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        spec.describe(&v)
        v.time("updatedAt", &updatedAt, doc: "When the template was frozen.")
        v.describe(&conditions)
    }
}
