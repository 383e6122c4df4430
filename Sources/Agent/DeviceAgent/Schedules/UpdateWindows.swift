import Nodes
import Resources
import TimeZones

/// The windows of a spec's update policy.
struct UpdateWindows: Sendable, Hashable {
    /// When downloads may start; nil is at any time.
    var download: UpdateWindow?
    /// When updates may start; nil is at any time.
    var update: UpdateWindow?

    /// Reads the policy of a rendered spec.
    /// - Throws: ``UpdateFailure``, permanent, when it cannot be kept to: an update that may start at no known time does not
    ///   start at all.
    init(_ spec: Node, _ zones: TimeZoneDatabase) throws(UpdateFailure) {
        let policy = spec["updatePolicy"]
        download = try Self.window(policy, "downloadSchedule", zones)
        update = try Self.window(policy, "updateSchedule", zones)
    }

    private static func window(
        _ policy: Node?, _ key: String, _ zones: TimeZoneDatabase
    ) throws(UpdateFailure) -> UpdateWindow? {
        guard let schedule = policy?[key], !schedule.isNull else { return nil }
        guard let times = schedule["at"]?.string.flatMap(CronExpression.init),
            let grace = schedule["startGraceDuration"]?.string.flatMap(ShortDuration.seconds)
        else { throw .permanent("spec.updatePolicy.\(key) needs the times “at” and “startGraceDuration”") }
        let name = schedule["timeZone"]?.string ?? "Local"
        do {
            return UpdateWindow(times: times, grace: grace, zone: try zones.rules(name), zoneName: name)
        } catch {
            throw .permanent("spec.updatePolicy.\(key): \(error.message)")
        }
    }
}

/// What keeps an update from starting, and since which of its stages.
struct UpdateGate: Sendable, Hashable {
    /// The document that the windows are of.
    let digest: String
    let windows: UpdateWindows
    /// Whether the download window was open since the document came. Forgotten by a restart of the agent, which then waits
    /// for that window again rather than download outside of it.
    var isDownloaded = false

    /// Opens as far as the windows let it at an instant in seconds since 1970 UTC.
    /// - Returns: what it waits for; nil when the update may start.
    mutating func wait(at instant: Int64, version: UInt64) -> UpdateProgress? {
        if !isDownloaded, let window = windows.download, !window.isOpen(at: instant) {
            return .awaitingDownload(version, window.nextOpening(after: instant))
        }
        isDownloaded = true
        guard let window = windows.update, !window.isOpen(at: instant) else { return nil }
        return .awaitingUpdate(version, window.nextOpening(after: instant))
    }
}
