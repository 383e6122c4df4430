/// What holds of a resource, and since when.
public struct ResourceCondition: Described {
    /// What conditions are about.
    public enum ConditionType: String, Word {
        /// A request was approved.
        case approved = "Approved"
        /// A TPM proved who it is.
        case tpmVerified = "TPMVerified"
        /// A request was denied.
        case denied = "Denied"
        /// A request could not be fulfilled.
        case failed = "Failed"
        /// A repository can be reached.
        case accessible = "Accessible"
        /// The manifests of a sync could be read.
        case resourceParsed = "ResourceParsed"
        /// A sync is in force.
        case synced = "Synced"
        /// A fleet can be delivered.
        case valid = "Valid"
        /// A fleet is being rolled out.
        case rolloutInProgress = "RolloutInProgress"
        /// A device is updating.
        case updating = "Updating"
        /// A device's spec can be delivered.
        case specValid = "SpecValid"
        /// Several fleets select a device.
        case multipleOwners = "MultipleOwners"
        /// A device is being retired.
        case decommissioning = "DeviceDecommissioning"
    }

    /// Whether it holds.
    public enum Holds: String, Word {
        /// It holds.
        case yes = "True"
        /// It does not.
        case no = "False"
        /// Nobody knows yet.
        case unknown = "Unknown"
    }

    /// What it is about.
    public var type = ConditionType.valid
    /// Whether it holds.
    public var status = Holds.unknown
    /// The generation of the resource that was judged.
    public var observedGeneration: Int64?
    /// When `status` changed last.
    public var lastTransitionTime = ""
    /// Why, for people.
    public var message = ""
    /// Why, for programs.
    public var reason = ""

    /// A condition of which nothing is known.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("type", &type, doc: "What the condition is about, such as Accessible or Synced.")
        v.field("status", &status, doc: "Whether it holds: True, False or Unknown.")
        v.field(
            "observedGeneration", &observedGeneration, .any, doc: "The generation of the resource that was judged.")
        v.field("lastTransitionTime", &lastTransitionTime, .timestamp, doc: "When the status changed last.")
        v.field("message", &message, .text(), doc: "Why, for people.")
        v.field("reason", &reason, .text(), doc: "Why, for programs.")
    }
}

/// A status that consists of conditions.
public struct ConditionsStatus: Described {
    /// The conditions.
    public var conditions: [ResourceCondition] = []

    /// No conditions.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) { v.describe(&conditions) }
}

extension FieldVisitor {
    mutating func describe(_ conditions: inout [ResourceCondition]) {
        field(required: "conditions", &conditions, doc: "What holds of the resource.")
    }

    /// A time that the server writes.
    mutating func time(_ key: String, _ value: inout String?, doc: String) { field(key, &value, .timestamp, doc: doc) }
}
