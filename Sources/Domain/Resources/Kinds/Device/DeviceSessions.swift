/// The spec of a device as a server answers it: with what only the server writes into it.
public struct AnsweredDeviceSpec: Described {
    /// What should run, whose fields stand among these.
    public var spec = DeviceSpec()
    /// The open console sessions; only in what a device fetches.
    public var consoles: [DeviceConsole] = []
    /// How the device is to be retired.
    public var decommissioning: DeviceDecommission?

    /// A spec that asks for nothing.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        spec.describeWritten(&v)
        v.field("consoles", &consoles, doc: "The open console sessions; only in what a device fetches.")
        v.field("decommissioning", &decommissioning, doc: "How the device is to be retired.")
    }
}

/// A console session.
public struct DeviceConsole: Described {
    /// The session.
    public var sessionID = ""
    /// What the terminal is like, as JSON.
    public var sessionMetadata = ""

    /// No session.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("sessionID", &sessionID, .text(), doc: "The session.")
        v.field("sessionMetadata", &sessionMetadata, .text(), doc: "What the terminal is like, as JSON.")
    }
}

/// How a device is to be retired.
public struct DeviceDecommission: Described {
    /// The ways.
    public enum Target: String, Word {
        /// It only loses its certificate.
        case unenroll = "Unenroll"
        /// It is set back to how it left the factory.
        case factoryReset = "FactoryReset"
    }

    /// The way.
    public var target = Target.unenroll

    /// To lose its certificate.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("target", &target, doc: "How the device is retired: Unenroll or FactoryReset.")
    }
}
