/// An application on a device.
public struct ApplicationStatus: Described {
    /// The name.
    public var name = ""
    /// How many of its containers are ready, as `n/m`.
    public var ready = ""
    /// How often its containers were restarted.
    public var restarts: Int64 = 0
    /// What it is doing.
    public var status = ApplicationState.unknown
    /// Whether it is part of the operating system's image.
    public var embedded = false
    /// What kind of application it is.
    public var appType = Application.AppType.container
    /// The user that runs it.
    public var runAs: String?
    /// Its volumes.
    public var volumes: [VolumeStatus] = []

    /// An application of which nothing is known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("name", &name, .text(), doc: "The name.")
        v.field("ready", &ready, .text(), doc: "How many of its containers are ready, as n/m.")
        v.field("restarts", &restarts, doc: "How often its containers were restarted.")
        v.field("status", &status, doc: "What it is doing, such as Running.")
        v.field("embedded", &embedded, doc: "Whether it is part of the operating system's image.")
        v.field("appType", &appType, doc: "What kind of application it is.")
        v.field("runAs", &runAs, .text(), doc: "The user that runs it.")
        v.field("volumes", &volumes, doc: "Its volumes.")
    }
}

/// A volume of an application.
public struct VolumeStatus: Described {
    /// The name.
    public var name = ""
    /// The image that fills it.
    public var reference = ""

    /// A volume without a name.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("name", &name, .text(), doc: "The name.")
        v.field("reference", &reference, .text(), doc: "The image that fills it.")
    }
}

/// How much of a device is used.
public struct ResourcesStatus: Described {
    /// The processors.
    public var cpu = UsageState.unknown
    /// The memory.
    public var memory = UsageState.unknown
    /// The file systems.
    public var disk = UsageState.unknown

    /// Unknown.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("cpu", &cpu, doc: "The processors: Healthy, Warning, Critical, Error or Unknown.")
        v.field("memory", &memory, doc: "The memory: Healthy, Warning, Critical, Error or Unknown.")
        v.field("disk", &disk, doc: "The file systems: Healthy, Warning, Critical, Error or Unknown.")
    }
}

/// Whether a device is the one it says.
public struct IntegrityStatus: Described {
    /// As a whole.
    public var overall = Summary<IntegrityState>()
    /// When it was verified last.
    public var lastVerified: String?
    /// Whether it has the key that it was enrolled with.
    public var deviceIdentity: Summary<IntegrityState>?
    /// Whether its TPM proved who it is.
    public var tpm: Summary<IntegrityState>?

    /// Unknown.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        overall.describe(&v)
        v.time("lastVerified", &lastVerified, doc: "When it was verified last.")
        v.field("deviceIdentity", &deviceIdentity, doc: "Whether it has the key that it was enrolled with.")
        v.field("tpm", &tpm, doc: "Whether its TPM proved who it is.")
    }
}
