/// What to watch on a device, and when to raise an alert.
public struct ResourceMonitor: Variant {
    /// What is watched.
    public enum MonitorType: String, Word {
        /// The processors.
        case cpu = "CPU"
        /// The memory.
        case memory = "Memory"
        /// A file system.
        case disk = "Disk"
    }

    /// What is watched.
    public var tag: MonitorType
    /// The directory whose file system is watched; only for a disk.
    public var path: String?
    /// How often to look.
    public var samplingInterval = ""
    /// When to raise an alert.
    public var alertRules: [AlertRule] = []

    /// A monitor of the processors without rules.
    public init() { self.init(tag: .cpu) }

    /// A monitor without rules.
    public init(tag: MonitorType) { self.tag = tag }

    /// The field that says what is watched.
    public static let tagField = Field("monitorType", .required, doc: "What to watch: CPU, Memory or Disk.")

    /// States the fields.
    public mutating func describeForm(_ v: inout some FieldVisitor) {
        if tag == .disk {
            var required = path ?? ""
            v.field("path", &required, .text(1...4096), doc: "A directory on the file system to watch.")
            path = required
        }
        v.field("samplingInterval", &samplingInterval, .samplingInterval, doc: "How often to look, such as 30s.")
        v.field(required: "alertRules", &alertRules, doc: "When to raise an alert, at most one rule for each severity.")
    }
}

/// From which use on, lasting how long, an alert is raised.
public struct AlertRule: Described {
    /// How bad it is.
    public enum Severity: String, Word {
        /// Worth knowing.
        case info = "Info"
        /// To be looked at.
        case warning = "Warning"
        /// To be acted on.
        case critical = "Critical"
    }

    /// How bad it is.
    public var severity = Severity.info
    /// The use from which on the rule holds, 0 to 100.
    public var percentage = 0.0
    /// How long it must last.
    public var duration = ""
    /// What people are told.
    public var description = ""

    /// A rule for any use.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("severity", &severity, doc: "How bad it is: Info, Warning or Critical.")
        v.field("percentage", &percentage, in: 0...100, doc: "The use in percent from which on the rule holds.")
        v.field("duration", &duration, .alertDuration, doc: "How long it must last, such as 10m.")
        v.field("description", &description, .text(), doc: "What people are told.")
    }
}
