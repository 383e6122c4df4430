/// How a device is doing: what its agent reports, and what the server makes of it.
public struct DeviceStatus: Described {
    /// What holds of the device: Updating, SpecValid, MultipleOwners, DeviceDecommissioning.
    public var conditions: [ResourceCondition] = []
    /// What the device is: architecture, bootID, operatingSystem, agentVersion, customInfo, and any further texts.
    public var systemInfo: OpenJSON?
    /// The systemd units that the spec asks to report on.
    public var systemd: [UnitStatus] = []
    /// The applications.
    public var applications: [ApplicationStatus] = []
    /// How the applications are doing together.
    public var applicationsSummary = Summary<ApplicationsState>()
    /// How much of the device is used.
    public var resources = ResourcesStatus()
    /// Whether the device is the one it says.
    public var integrity = IntegrityStatus()
    /// The version of the spec that was applied.
    public var config = AppliedConfig()
    /// The operating system that runs.
    public var os = RunningSystem()
    /// Whether the device runs what it should.
    public var updated = Summary<UpdatedState>()
    /// How the device is doing as a whole.
    public var summary = Summary<SummaryState>()
    /// When the device was seen last.
    public var lastSeen: String?
    /// Where the device is between enrolment and retirement.
    public var lifecycle = Summary<LifecycleState>()
    /// The state of what the spec refers to.
    public var dependencySync: DependencyStatus?
    /// What the device can do.
    public var capabilities: DeviceCapabilities?

    /// A device of which nothing is known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.describe(&conditions)
        v.field(
            requiredMapping: "systemInfo", &systemInfo,
            doc: "What the device is: architecture, bootID, operatingSystem, agentVersion, customInfo, further texts.")
        v.field("systemd", &systemd, doc: "The systemd units that the spec asks to report on.")
        v.field(required: "applications", &applications, doc: "The applications.")
        v.field("applicationsSummary", &applicationsSummary, doc: "How the applications are doing together.")
        v.field("resources", &resources, doc: "How much of the device is used.")
        v.field("integrity", &integrity, doc: "Whether the device is the one it says.")
        v.field("config", &config, doc: "The version of the spec that was applied.")
        v.field("os", &os, doc: "The operating system that runs.")
        v.field("updated", &updated, doc: "Whether the device runs what it should.")
        v.field("summary", &summary, doc: "How the device is doing as a whole.")
        v.time("lastSeen", &lastSeen, doc: "When the device was seen last.")
        v.field("lifecycle", &lifecycle, doc: "Where the device is between enrolment and retirement.")
        v.field("dependencySync", &dependencySync, doc: "The state of what the spec refers to.")
        v.field("capabilities", &capabilities, doc: "What the device can do.")
    }
}

/// A state and what people are told of it.
public struct Summary<State: SummaryWord>: Described {
    /// The state.
    public var status = State.unknown
    /// What people are told.
    public var info: String?

    /// Unknown.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        let words = State.allCases.map(\.rawValue).joined(separator: ", ")
        v.field("status", &status, doc: "One of \(words).")
        v.field("info", &info, .text(), doc: "What people are told.")
    }
}
