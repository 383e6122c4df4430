public import Nodes

/// What a device reports of itself: the bytes that are kept, and the facts in them that decisions need.
///
/// The path scans the JSON once and builds no tree; values are checked against the contract in place, because what a
/// device sends is shown to every reader of the device afterwards.
public struct DeviceStatusReport: Sendable, Equatable {
    /// `metadata.name` of the body; nil when it has none, or for a status on its own.
    public var name: String?
    /// A ``DeviceStatusDocument``: the members that the device writes, and nothing else.
    public var document: [UInt8]
    /// The version that the device runs; 0 when it says none.
    public var renderedVersion: Int64
    /// Condition `Updating`.
    public var updating = ReportedCondition()
    /// Reason of the condition `DeviceDecommissioning`, if the device has it.
    public var decommissioning: String?
    /// State of processor, memory and disk.
    public var resources: ReportedResources
    /// Summary of the applications; nil when the device leaves it to us (`Unknown`).
    public var applications: String?
    /// How many applications the device has.
    public var applicationCount: Int64
    /// The booted image and its digest.
    public var image: String, imageDigest: String
    /// `image` or `package`; nil when the device does not say.
    public var osMode: String?

    /// Reads the body of a status request, a whole Device.
    /// - Throws: ``StatusRefusal`` saying where and what.
    public init(device bytes: [UInt8], limits: NodeLimits = .wire) throws(StatusRefusal) {
        try self.init(bytes, below: ["status"], limits: limits)
    }

    /// Reads a status on its own, as an enrolment request carries it.
    public init(status bytes: [UInt8], limits: NodeLimits = .wire) throws(StatusRefusal) {
        try self.init(bytes, below: [], limits: limits)
    }

    private init(_ bytes: [UInt8], below path: [String], limits: NodeLimits) throws(StatusRefusal) {
        let members = try StatusMembers(bytes, below: path, limits: limits)
        let conditions = try ReportedConditions(
            members.range("conditions").map { Array(bytes[$0]) } ?? Array("[]".utf8))
        name = members.text(.name)
        document = members.document(conditions: conditions.own)
        renderedVersion = members.text(.renderedVersion).flatMap { Int64($0) }.map { max(0, $0) } ?? 0
        updating = conditions.updating
        decommissioning = conditions.decommissioning
        resources = ReportedResources(
            cpu: members.text(.cpu) ?? "Unknown", memory: members.text(.memory) ?? "Unknown",
            disk: members.text(.disk) ?? "Unknown")
        applications = members.applicationsSummary
        applicationCount = members.count("applications")
        image = members.text(.image) ?? ""
        imageDigest = members.text(.imageDigest) ?? ""
        osMode = members.text(.osMode)
    }
}

/// Why a status report is not accepted.
public struct StatusRefusal: Error, Equatable, CustomStringConvertible {
    /// Where, and what is wrong.
    public let description: String
}

/// Status, reason and message of a condition that a device reports.
public struct ReportedCondition: Sendable, Equatable {
    /// `True`, `False` or `Unknown`.
    public var status = "Unknown"
    /// One word, or nothing.
    public var reason = ""
    /// For people.
    public var message = ""
}

extension ReportedCondition {
    /// What a condition `Updating` says about a version that the device has given up on.
    public enum Failure: Sendable, Equatable {
        /// It has not failed, or will try again by itself.
        case none
        /// It failed to update to this rendered version.
        case version(Int64)
        /// It failed, and the text does not say at which version: agents rephrase what they know the cause of.
        case unnamed
    }

    /// Read from `Failed to update to renderedVersion: <version>: …`, the agents' own words.
    public var failure: Failure {
        guard status == "False", reason == "Error" else { return .none }
        let words = "Failed to update to renderedVersion: "
        guard message.hasPrefix(words) else { return .unnamed }
        let number = message.dropFirst(words.count).prefix { $0.isASCII && $0.isNumber }
        return Int64(number).map { .version($0) } ?? .unnamed
    }
}

/// State of the monitored resources of a device.
public struct ReportedResources: Sendable, Equatable {
    /// Each is `Healthy`, `Warning`, `Critical`, `Error` or `Unknown`.
    public var cpu: String, memory: String, disk: String

    /// The worst of the three that makes a difference: `Critical`, `Warning`, `Healthy` or `Unknown`.
    public var worst: String {
        let states = [cpu, memory, disk]
        return ["Critical", "Warning", "Healthy"].first(where: states.contains) ?? "Unknown"
    }

    /// What is wrong, for people; empty when nothing is.
    public var info: String {
        guard worst == "Critical" || worst == "Warning" else { return "" }
        let level = worst == "Critical" ? "critical" : "high"
        return [("CPU", cpu), ("Memory", memory), ("Disk", disk)]
            .filter { $0.1 == worst }
            .map { "\($0.0) utilization has reached a \(level) level" }
            .joined(separator: ", ")
    }
}
