/// How the devices of a fleet, or of one batch, stand towards the version of a rollout. Each device counts once, by the first
/// of these that holds: failed; dispatched to, that is its `tv_id` is the version (succeeded, timed out or expired, waiting or
/// offline); pending. A device has timed out from `dispatched_at` plus the timeout on, that instant included.
///
/// *Connected* is what the device's summary says: heard of within five minutes of served time.
public struct MemberCounts: Sendable, Hashable {
    /// Not dispatched to, connected.
    public var pending: Int64 = 0
    /// Not dispatched to, not connected.
    public var pendingOffline: Int64 = 0
    /// Dispatched to, connected, without an outcome yet.
    public var waiting: Int64 = 0
    /// Dispatched to, without an outcome, silent now, and its time is not up: neither success nor failure.
    public var offline: Int64 = 0
    /// Dispatched to longer ago than the update timeout, without an outcome, and silent now. Whether that is a failure is the
    /// policy's decision (``RolloutPlan/countsOffline``).
    public var expired: Int64 = 0
    /// Runs the version: it reports the rendered version that was made from it.
    public var succeeded: Int64 = 0
    /// Refused the version: it reported an error *for the rendered version that was made from it*, or nothing could be
    /// rendered for it. Stays failed for this rollout whatever it reports later.
    public var failed: Int64 = 0
    /// Dispatched to longer ago than the update timeout, without an outcome, and connected.
    public var timedOut: Int64 = 0

    /// No devices.
    public init() {}

    /// All of them.
    public var total: Int64 {
        pending + pendingOffline + waiting + offline + expired + succeeded + failed + timedOut
    }
    /// Those that should run the version now, whatever became of it.
    public var having: Int64 { waiting + offline + expired + succeeded + timedOut }
}
