import Synchronization

/// What is known about the device at this moment. Everything that works on the device writes here; the reporter reads.
final class StatusBoard: Sendable {
    /// The board at one moment.
    struct Snapshot: Sendable {
        var conditions: [DeviceCondition] = []
        var renderedVersion: UInt64 = 0
        var levels: [ResourceMonitor.Resource: ResourceMonitor.Level] = [:]
        /// Set when the agent itself cannot go on.
        var trouble: String?
        /// Counts the requests to send the status in full, whether it changed or not.
        var resends = 0
        /// Counts what was to be reported at once.
        var edition = 0
    }

    /// Rings when something changed that is to be reported at once.
    let changed = Bell()
    private let delivered = Bell()
    private let deliveredEdition = Mutex(0)
    private let state = Mutex(Snapshot())

    var snapshot: Snapshot { state.withLock { $0 } }

    func update(_ progress: UpdateProgress) {
        set(.updating, progress.status, progress.reason, progress.message)
        if case .updated(let version) = progress { state.withLock { $0.renderedVersion = version } }
        publish()
    }

    /// Says what runs without saying that anything was updated: at the start.
    func running(_ version: UInt64) { state.withLock { $0.renderedVersion = version } }

    func decommissioning(_ reason: String, _ message: String) {
        set(.decommissioning, true, reason, message)
        publish()
    }

    /// Goes out with the next status: a fleet that starts at one moment must not report at one moment.
    func resource(_ resource: ResourceMonitor.Resource, _ level: ResourceMonitor.Level) {
        state.withLock { $0.levels[resource] = level }
    }

    func trouble(_ message: String?) {
        state.withLock { $0.trouble = message }
        publish()
    }

    /// The service has lost track of this device: the next status is sent in full.
    func sendAgain() {
        state.withLock { $0.resends += 1 }
        publish()
    }

    /// Notes that the service has accepted the board as it was at this edition.
    func delivered(_ edition: Int) {
        deliveredEdition.withLock { $0 = max($0, edition) }
        delivered.ring()
    }

    /// Waits until the service has accepted the board as it is now; at most this long.
    ///
    /// - Returns: whether it has.
    func waitUntilDelivered(atMost limit: Duration) async -> Bool {
        let (wanted, end) = (snapshot.edition, ContinuousClock.now + limit)
        while deliveredEdition.withLock({ $0 }) < wanted {
            let left = end - .now
            guard left > .zero, !Task.isCancelled else { return false }
            await delivered.wait(atMost: left)
        }
        return true
    }

    private func publish() {
        state.withLock { $0.edition += 1 }
        changed.ring()
    }

    private func set(_ kind: DeviceCondition.Kind, _ status: Bool, _ reason: String, _ message: String) {
        state.withLock { state in
            let index = state.conditions.firstIndex { $0.kind == kind }
            let before = index.map { state.conditions[$0] }
            let since = before.flatMap { $0.status == status ? $0.since : nil } ?? Timestamp.now()
            let condition = DeviceCondition(kind: kind, status: status, reason: reason, message: message, since: since)
            if let index { state.conditions[index] = condition } else { state.conditions.append(condition) }
        }
    }
}
