import Logging
public import Repositories

/// The leader's loop: asks each repository when it is due, once for all syncs that share it, and queues a pass where
/// there is something to do. A sync at rest costs its share of one `ls-remote` and writes nothing.
public struct SyncScheduler: Sendable {
    private let loop: PollLoop<SyncPolls>

    /// A scheduler that asks each repository once per interval, with jitter, and less often while it fails.
    public init(engine: SyncEngine, interval: Duration, rules: PollRules = PollRules()) {
        loop = PollLoop(SyncPolls(engine: engine, interval: interval), rules: rules, logger: engine.logger)
    }

    /// Says that Repositories or ResourceSyncs were written: what changed is due at once.
    public func wake() { loop.wake() }

    /// Polls until the task is cancelled.
    public func run() async throws { try await loop.run() }
}
