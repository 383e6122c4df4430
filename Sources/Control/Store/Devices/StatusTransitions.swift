import SQL

/// What transitions of a device's status are told from.
public struct StatusFacts: Sendable, Equatable {
    /// `status.summary.status` and `status.updated.status`.
    public var summary: String, updated: String
    /// `status.updated.info`.
    public var updatedInfo: String?
    /// Status and reason of the condition Updating.
    public var updating: String, updatingReason: String
    /// `status.applicationsSummary.status`.
    public var applications: String
    /// States of the monitored resources.
    public var cpu: String, memory: String, disk: String
    /// `status.os.imageDigest`.
    public var imageDigest: String

    /// States facts.
    public init(
        summary: String, updated: String, updatedInfo: String? = nil, updating: String, updatingReason: String,
        applications: String, cpu: String, memory: String, disk: String, imageDigest: String
    ) {
        self.summary = summary
        self.updated = updated
        self.updatedInfo = updatedInfo
        self.updating = updating
        self.updatingReason = updatingReason
        self.applications = applications
        self.cpu = cpu
        self.memory = memory
        self.disk = disk
        self.imageDigest = imageDigest
    }
}

extension StatusFacts {
    /// The columns of `device_state s` and `device_status r1` that facts are read from.
    static let columns = """
        s.summary, s.updated, s.updated_info, s.applications, r1.updating, r1.updating_reason, r1.cpu, r1.memory, r1.disk,
        r1.os_digest
        """

    /// Reads ``columns`` where they begin in a row.
    init(_ row: Row, at first: Int) throws {
        try self.init(
            summary: row.string(first), updated: row.string(first + 1), updatedInfo: row.optionalString(first + 2),
            updating: row.string(first + 4), updatingReason: row.string(first + 5),
            applications: row.string(first + 3), cpu: row.string(first + 6), memory: row.string(first + 7),
            disk: row.string(first + 8), imageDigest: row.string(first + 9))
    }
}

/// A transition that is worth an event.
public struct StatusTransition: Sendable, Equatable {
    /// One of the resource model's reasons.
    public var reason: String
    /// Whether a person should look.
    public var severity: EventRecord.Severity
    /// For people.
    public var message: String

    init(_ reason: String, _ severity: EventRecord.Severity = .normal, _ message: String) {
        self.reason = reason
        self.severity = severity
        self.message = message
    }

    /// What became different between two states of a device: only changes of value, in a fixed order. Connecting and
    /// falling silent are told where a device is seen, not here.
    public static func between(_ before: StatusFacts, _ after: StatusFacts) -> [StatusTransition] {
        [rebooting(before, after), updated(before, after), applications(before, after)].compactMap { $0 }
            + resource("CPU", before.cpu, after.cpu) + resource("Memory", before.memory, after.memory)
            + resource("Disk", before.disk, after.disk) + image(before, after)
    }

    private static func rebooting(_ before: StatusFacts, _ after: StatusFacts) -> StatusTransition? {
        guard after.summary == "Rebooting", before.summary != "Rebooting" else { return nil }
        return StatusTransition("DeviceIsRebooting", "Device is rebooting")
    }

    private static func updated(_ before: StatusFacts, _ after: StatusFacts) -> StatusTransition? {
        let failed = isFailure(after)
        guard before.updated != after.updated || (failed && !isFailure(before)) else { return nil }
        switch after.updated {
        case "Updating":
            return StatusTransition("DeviceContentUpdating", "Device is updating to the latest device spec")
        case "OutOfDate" where failed:
            return StatusTransition(
                "DeviceUpdateFailed", .warning, after.updatedInfo ?? "The update of the device failed")
        case "OutOfDate":
            return StatusTransition("DeviceContentOutOfDate", "Device has not been updated to the latest device spec")
        case "UpToDate" where before.updated != "Unknown":
            return StatusTransition("DeviceContentUpToDate", "Device was updated to the latest device spec")
        default: return nil
        }
    }

    private static func isFailure(_ facts: StatusFacts) -> Bool {
        facts.updated == "OutOfDate" && facts.updating == "False" && facts.updatingReason == "Error"
    }

    private static func applications(_ before: StatusFacts, _ after: StatusFacts) -> StatusTransition? {
        guard before.applications != after.applications else { return nil }
        switch after.applications {
        case "Error":
            return StatusTransition("DeviceApplicationError", .warning, "An application of the device has failed")
        case "Degraded":
            return StatusTransition("DeviceApplicationDegraded", .warning, "An application of the device is degraded")
        case "Healthy" where before.applications != "Unknown":
            return StatusTransition("DeviceApplicationHealthy", "The applications of the device are healthy")
        default: return nil
        }
    }

    private static func resource(_ name: String, _ before: String, _ after: String) -> [StatusTransition] {
        guard before != after else { return [] }
        switch after {
        case "Critical": return [StatusTransition("Device\(name)Critical", .warning, "\(name) utilization is critical")]
        case "Warning": return [StatusTransition("Device\(name)Warning", .warning, "\(name) utilization is high")]
        case "Healthy" where before == "Critical" || before == "Warning":
            return [StatusTransition("Device\(name)Normal", "\(name) utilization is back to normal")]
        default: return []
        }
    }

    private static func image(_ before: StatusFacts, _ after: StatusFacts) -> [StatusTransition] {
        guard before.imageDigest != after.imageDigest, !before.imageDigest.isEmpty, !after.imageDigest.isEmpty else {
            return []
        }
        return [StatusTransition("DeviceOSImageChanged", "The device runs another operating system image")]
    }
}

extension StatusTransition {
    fileprivate init(_ reason: String, _ message: String) {
        self.init(reason, .normal, message)
    }
}
