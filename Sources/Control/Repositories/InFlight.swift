import Synchronization

/// Questions to repositories that are being asked. They run side by side, so that a server that is slow or silent delays
/// nobody but those who wait for its answer, and none is asked again while it has not answered.
public final class InFlight<Key: Hashable & Sendable>: Sendable {
    private let keys = Mutex<Set<Key>>([])

    /// Nothing is being asked.
    public init() {}

    /// Adds a task to `tasks` that runs `body`, unless one for this key is still running.
    public func start(
        _ key: Key, in tasks: inout ThrowingDiscardingTaskGroup<any Error>,
        _ body: @escaping @Sendable () async -> Void
    ) {
        guard keys.withLock({ $0.insert(key).inserted }) else { return }
        tasks.addTask {
            await body()
            self.keys.withLock { _ = $0.remove(key) }
        }
    }
}
