/// The share of devices that succeeded.
public struct RolloutScore: Sendable, Hashable {
    /// Devices that count: those with an outcome.
    public let total: Int64
    /// Those that run the version.
    public let successful: Int64
    /// Those that refused it.
    public let failed: Int64
    /// Those whose time was up.
    public let timedOut: Int64
    /// Those that are silent and do not count.
    public let offline: Int64

    /// Counts. Silent devices are outside, unless the policy counts them as failures once their time is up.
    public init(_ counts: MemberCounts, countsOffline: Bool) {
        successful = counts.succeeded
        failed = counts.failed
        timedOut = counts.timedOut + (countsOffline ? counts.expired : 0)
        offline = counts.offline + counts.pendingOffline + (countsOffline ? 0 : counts.expired)
        total = successful + failed + timedOut
    }

    /// The share in percent, rounded down; 100 when nothing counts.
    public var percentage: Int64 { total == 0 ? 100 : successful * 100 / total }

    /// As the report of a batch.
    func report(_ name: String) -> BatchReport {
        BatchReport(
            name: name, successPercentage: percentage, total: total, successful: successful, failed: failed,
            timedOut: timedOut, offline: offline)
    }
}
