import CoreMetrics
import HTTPFront
import Store
import Synchronization

/// What became of a poll that was to be held.
enum Parking: Sendable {
    /// It is held, and will be released.
    case held
    /// Something is new, or must be looked at again.
    case changed
    /// Too many polls are held.
    case full
    /// The server stops.
    case stopped
}

/// Holds polls: the poll table with the requests that wait. A waiting device costs neither a task nor a query.
final class PollDesk: Sendable {
    private struct State {
        var table: PollTable
        var waiting: [UInt64: HeldRequest] = [:]
        var nextID: UInt64 = 0
        var hasStopped = false
    }

    private let state: Mutex<State>
    private let wait: Duration
    private let gauge = Gauge(label: "martlet_agent_polls_parked")
    private let release: ReleaseQueue

    init(_ settings: AgentSettings) {
        wait = settings.pollWait
        release = ReleaseQueue(perSecond: settings.releasesPerSecond)
        state = Mutex(
            State(table: PollTable(mostParked: settings.mostParked, mostRemembered: settings.mostRemembered)))
    }

    /// How many polls are held.
    var parked: Int { state.withLock { $0.table.parked } }

    /// What is known of a device; looked up with `find` when it is not.
    func state(
        _ key: DeviceKey, find: () async throws -> DevicePresence
    ) async throws -> DevicePresence {
        if let known = state.withLock({ $0.table.state(key) }) { return .enrolled(known) }
        let ticket = state.withLock { $0.table.beginLookup() }
        do {
            let presence = try await find()
            var found: PollState?
            if case .enrolled(let poll) = presence { found = poll }
            state.withLock { [found] in $0.table.endLookup(ticket, key, found) }
            return presence
        } catch {
            state.withLock { $0.table.endLookup(ticket, key, nil) }
            throw error
        }
    }

    /// Whether no more polls are held.
    var isFull: Bool { state.withLock { $0.table.isFull } }

    /// Holds a poll until there is something newer than `known` for a device.
    func park(
        _ key: DeviceKey, known: Int64, until deadline: ContinuousClock.Instant, _ request: HeldRequest
    ) -> Parking {
        let (id, decision) = state.withLock { state -> (UInt64, PollTable.Parking?) in
            if state.hasStopped { return (0, nil) }
            state.nextID += 1
            let id = state.nextID
            let decision = state.table.park(key, PollTable.Waiter(id: id, known: known, deadline: deadline))
            if case .held = decision { state.waiting[id] = request }
            return (id, decision)
        }
        defer { gauge.record(parked) }
        switch decision {
        case .held(let replaced):
            if let replaced { resume([replaced], asksAgain: false) }
            request.whenGone { self.leave(key, id) }
            return .held
        case .changed: return .changed
        case .full: return .full
        case nil: return .stopped
        }
    }

    private func leave(_ key: DeviceKey, _ id: UInt64) {
        state.withLock { $0.table.unpark(key, id) }
        resume([id], asksAgain: false)
    }

    private func resume(_ ids: [UInt64], asksAgain: Bool) {
        let requests = state.withLock { state in ids.compactMap { state.waiting.removeValue(forKey: $0) } }
        for request in requests { request.release(asksAgain: asksAgain) }
        if !requests.isEmpty { gauge.record(parked) }
    }
}

extension PollDesk {
    /// Devices have something new (nil: any may have); looks up those that wait with one query and lets those go for
    /// which it is true.
    func wake(_ devices: Set<Int64>?, find: ([Int64]) async throws -> [PollState]) async throws {
        let waiting = state.withLock { $0.table.wake(devices) }
        for start in stride(from: 0, to: waiting.count, by: Self.mostPerQuery) {
            let part = Array(waiting[start..<min(start + Self.mostPerQuery, waiting.count)])
            let states = try await find(part)
            release.add(state.withLock { $0.table.refresh(part, states) })
        }
    }

    private static let mostPerQuery = 10_000

    /// Ends waits whose time is up, and lets go of polls at the rate that is allowed, until cancelled. Then every poll that
    /// is held ends, and none is held any more.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.expireForEver() }
            group.addTask { await self.release.run { self.resume($0, asksAgain: true) } }
        }
        let all = state.withLock { state in
            state.hasStopped = true
            return Array(state.waiting.keys)
        }
        resume(all, asksAgain: false)
    }

    private func expireForEver() async {
        let tick = min(.seconds(1), max(.milliseconds(10), wait / 10))
        while !Task.isCancelled {
            try? await Task.sleep(for: tick)
            let now = ContinuousClock.now
            resume(state.withLock { $0.table.expire(now) }, asksAgain: false)
        }
    }
}
