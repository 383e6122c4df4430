/// When a device may download and when it may update.
public struct UpdatePolicy: Described {
    /// When downloads may start; nil is at once.
    public var downloadSchedule: UpdateSchedule?
    /// When updates may start; nil is at once.
    public var updateSchedule: UpdateSchedule?

    /// No limits.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("downloadSchedule", &downloadSchedule, doc: "When downloads may start; at once by default.")
        v.field("updateSchedule", &updateSchedule, doc: "When updates may start; at once by default.")
    }
}

/// Recurring times.
public struct UpdateSchedule: Described {
    /// The time zone: an IANA name, or `Local` for the device's own.
    public var timeZone = "Local"
    /// A cron expression of five fields.
    public var at = ""
    /// For how long after each time a start is allowed.
    public var startGraceDuration = ""

    /// A schedule without times.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "timeZone", &timeZone, .timeZone, default: "Local",
            doc: "An IANA time zone such as Europe/Berlin, or Local for the device's own.")
        v.field("at", &at, .cronExpression, doc: "The times as a cron expression: minute, hour, day, month, weekday.")
        v.field(
            "startGraceDuration", &startGraceDuration, .duration,
            doc: "For how long after each time a start is allowed, such as 30m.")
    }
}
