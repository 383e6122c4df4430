import Synchronization

/// The jobs that a worker runs at the moment, and how to stop one whose lease is lost.
final class RunningJobs: Sendable {
    private struct Entry {
        var cancel: @Sendable () -> Void
        var renewed: ContinuousClock.Instant
    }
    private let entries = Mutex<[Int64: Entry]>([:])

    var count: Int { entries.withLock { $0.count } }
    var ids: [Int64] { entries.withLock { Array($0.keys) } }

    func add(_ id: Int64, claimed: ContinuousClock.Instant, cancel: @escaping @Sendable () -> Void) {
        entries.withLock { $0[id] = Entry(cancel: cancel, renewed: claimed) }
    }

    func remove(_ id: Int64) {
        entries.withLock { _ = $0.removeValue(forKey: id) }
    }

    /// `asked` were to be renewed at `now` and `kept` were: the others are no longer ours and stop.
    func renewed(asked: [Int64], kept: Set<Int64>, at now: ContinuousClock.Instant) {
        let lost = entries.withLock { entries in
            for id in kept { entries[id]?.renewed = now }
            return asked.filter { !kept.contains($0) }.compactMap { entries[$0]?.cancel }
        }
        for cancel in lost { cancel() }
    }

    /// Stops jobs whose lease has run out because it could not be renewed: by now another worker may have them.
    func stopExpired(lease: Duration, at now: ContinuousClock.Instant) {
        let expired = entries.withLock { $0.values.filter { $0.renewed + lease <= now }.map(\.cancel) }
        for cancel in expired { cancel() }
    }
}
