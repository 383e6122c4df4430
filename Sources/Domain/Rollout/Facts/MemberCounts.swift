/// How the devices of a fleet, or of one batch, stand towards the version of a rollout. Each device counts once.
///
/// *Connected* is what the device's summary says: heard of within five minutes of served time.
public struct MemberCounts: Sendable, Hashable {
    /// Not dispatched to, connected.
    public var pending: Int64 = 0
    /// Not dispatched to, not connected.
    public var pendingOffline: Int64 = 0
    /// Dispatched to, connected, without an outcome yet.
    public var waiting: Int64 = 0
    /// Dispatched to, without an outcome, and silent now: neither success nor failure.
    public var offline: Int64 = 0
    /// Runs the version: it reports the rendered version that was made from it.
    public var succeeded: Int64 = 0
    /// Refused the version: it reported an error *for the rendered version that was made from it*, or nothing could be
    /// rendered for it. Stays failed for this rollout whatever it reports later.
    public var failed: Int64 = 0
    /// Dispatched to longer ago than the update timeout, without an outcome.
    public var timedOut: Int64 = 0

    /// No devices.
    public init() {}

    /// All of them.
    public var total: Int64 { pending + pendingOffline + waiting + offline + succeeded + failed + timedOut }
    /// Dispatched to and not final: what a budget counts as away because of the rollout.
    public var inFlight: Int64 { waiting + offline }
}
