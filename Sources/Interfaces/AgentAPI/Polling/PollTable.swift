import Store

/// What is known of devices, and which of their polls are held: facts in, decisions out. It knows no clock, no task and
/// no database.
///
/// A device that is known and not stale needs no query. A wake-up makes the devices that it names stale; those that wait
/// are then looked up together, the others when they ask next.
struct PollTable {
    /// A poll that is held.
    struct Waiter {
        let id: UInt64
        let known: Int64
        let deadline: ContinuousClock.Instant
    }

    /// The begin of a look-up, against which wake-ups that come meanwhile are held.
    struct Ticket: Sendable {
        fileprivate let epoch: UInt64
    }

    /// What becomes of a poll that would be held.
    enum Parking: Equatable {
        /// It is held. An older poll of the same device, whose connection is probably dead, gives way.
        case held(replaced: UInt64?)
        /// There is something new already, or the device must be looked up again first.
        case changed
        /// Too many are held.
        case full
    }

    private struct Entry {
        var state: PollState
        var isStale: Bool
        var waiter: Waiter?
    }

    private struct Wake {
        let epoch: UInt64
        /// Nil means every device.
        let devices: Set<Int64>?
    }

    private let mostParked: Int
    private let mostRemembered: Int
    private var entries: [DeviceKey: Entry] = [:]
    private var keys: [Int64: DeviceKey] = [:]
    private var epoch: UInt64 = 0
    private var lookups = 0
    private var wakesDuringLookups: [Wake] = []
    private(set) var parked = 0
    /// Whether no more polls are held.
    var isFull: Bool { parked >= mostParked }

    init(mostParked: Int, mostRemembered: Int) {
        self.mostParked = mostParked
        self.mostRemembered = mostRemembered
    }

    /// What is known of a device; nil when it must be looked up.
    func state(_ key: DeviceKey) -> PollState? {
        guard let entry = entries[key], !entry.isStale else { return nil }
        return entry.state
    }

    /// A look-up of one device begins.
    mutating func beginLookup() -> Ticket {
        lookups += 1
        return Ticket(epoch: epoch)
    }

    /// A look-up ended; nil when it found no device or failed. A wake-up since its begin may be newer than its answer,
    /// which is then good for one request and not kept as fresh.
    mutating func endLookup(_ ticket: Ticket, _ key: DeviceKey, _ state: PollState?) {
        lookups -= 1
        if let state {
            let isOvertaken = wakesDuringLookups.contains {
                $0.epoch > ticket.epoch && $0.devices?.contains(state.device) ?? true
            }
            keep(key, state, isStale: isOvertaken)
        }
        if lookups == 0 { wakesDuringLookups = [] }
    }

    private mutating func keep(_ key: DeviceKey, _ state: PollState, isStale: Bool) {
        if entries.count >= mostRemembered, entries[key] == nil { forgetAllButParked() }
        if let old = entries[key], old.state.device != state.device { keys[old.state.device] = nil }
        entries[key] = Entry(state: state, isStale: isStale, waiter: entries[key]?.waiter)
        keys[state.device] = key
    }

    private mutating func forgetAllButParked() {
        entries = entries.filter { $0.value.waiter != nil }
        keys = Dictionary(uniqueKeysWithValues: entries.map { ($0.value.state.device, $0.key) })
    }

    /// Holds a poll of a device that runs version `known`.
    mutating func park(_ key: DeviceKey, _ waiter: Waiter) -> Parking {
        guard let entry = entries[key], !entry.isStale, entry.state.version == waiter.known else { return .changed }
        if entry.waiter == nil {
            guard !isFull else { return .full }
            parked += 1
        }
        entries[key]?.waiter = waiter
        return .held(replaced: entry.waiter?.id)
    }

    /// A held poll ended by itself.
    mutating func unpark(_ key: DeviceKey, _ id: UInt64) {
        guard entries[key]?.waiter?.id == id else { return }
        entries[key]?.waiter = nil
        parked -= 1
    }

    /// Devices have something new.
    /// - Parameter devices: nil means that any may have.
    /// - Returns: Those of them that wait, to be looked up together.
    mutating func wake(_ devices: Set<Int64>?) -> [Int64] {
        epoch += 1
        if lookups > 0 { wakesDuringLookups.append(Wake(epoch: epoch, devices: devices)) }
        var waiting: [Int64] = []
        for key in devices.map({ $0.compactMap { keys[$0] } }) ?? Array(entries.keys) {
            entries[key]?.isStale = true
            if let entry = entries[key], entry.waiter != nil { waiting.append(entry.state.device) }
        }
        return waiting
    }

    /// The waiting devices were looked up after a wake-up.
    /// - Parameters:
    ///   - asked: whom the look-up was for; those that it did not find exist no longer.
    /// - Returns: Held polls to answer.
    mutating func refresh(_ asked: [Int64], _ states: [PollState]) -> [UInt64] {
        let found = Dictionary(states.map { ($0.device, $0) }, uniquingKeysWith: { first, _ in first })
        return asked.compactMap { device in
            guard let key = keys[device], let entry = entries[key] else { return nil }
            guard let state = found[device] else { return forget(key) }
            // Versions only grow: what a request found meanwhile may be newer than this look-up.
            if state.version >= entry.state.version { entries[key]?.state = state }
            entries[key]?.isStale = false
            let isNews = entry.waiter.map { $0.known != state.version } ?? false
            return isNews || !state.revoked.isEmpty ? release(key) : nil
        }
    }

    private mutating func forget(_ key: DeviceKey) -> UInt64? {
        let waiter = release(key)
        if let entry = entries.removeValue(forKey: key) { keys[entry.state.device] = nil }
        return waiter
    }

    private mutating func release(_ key: DeviceKey) -> UInt64? {
        guard let waiter = entries[key]?.waiter else { return nil }
        unpark(key, waiter.id)
        return waiter.id
    }

    /// Held polls whose time is up.
    mutating func expire(_ now: ContinuousClock.Instant) -> [UInt64] {
        entries.compactMap { key, entry in
            entry.waiter.map { $0.deadline <= now } == true ? key : nil
        }.compactMap { release($0) }
    }
}
