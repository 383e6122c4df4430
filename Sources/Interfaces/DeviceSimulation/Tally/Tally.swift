import Synchronization

/// What happened so far. Bounded: numbers by kind, and a few texts.
public final class Tally: Sendable {
    /// What is counted.
    public enum Count: String, Sendable, CaseIterable {
        case enrolled, approved, connections, polls, documents, reports, duplicates, updated, failed, deleted
        case notReady, turnedAway, unexpectedAnswers, lostConnections, spells, regressions
    }

    /// How many devices are in a state now.
    public enum State: String, Sendable, CaseIterable {
        case started
        /// Has asked to be let in.
        case asking
        /// Has a certificate; copies are no devices of their own.
        case identified
        case connected, waiting, applying, away
    }

    /// What is measured.
    public enum Time: String, Sendable, CaseIterable {
        /// From the first packet to the end of the TLS handshake.
        case handshake
        /// From the enrolment request to the certificate.
        case enrolment
        /// Until a status report is acknowledged.
        case report
        /// From ``Tally/mark()`` until a device has a newer version, once for each that it is given.
        case delivery
    }

    struct Numbers: Sendable {
        var counts: [Count: Int] = [:]
        var states: [State: Int] = [:]
        var times: [Time: Histogram] = [:]
        /// How many devices run which version.
        var versions: [Int64: Int] = [:]
        var failures: [String: Int] = [:]
        var mark: ContinuousClock.Instant?
    }

    private static let mostFailures = 100

    private let numbers = Mutex(Numbers())

    /// Nothing yet.
    public init() {}

    /// How often something happened.
    public subscript(count: Count) -> Int { numbers.withLock { $0.counts[count] ?? 0 } }

    /// How many devices are in a state now.
    public subscript(state: State) -> Int { numbers.withLock { $0.states[state] ?? 0 } }

    /// How long something took.
    public subscript(time: Time) -> Histogram { numbers.withLock { $0.times[time] ?? Histogram() } }

    /// Deliveries are measured from now on, anew.
    public func mark() {
        numbers.withLock { numbers in
            numbers.mark = .now
            numbers.times[.delivery] = nil
        }
    }

    var all: Numbers { numbers.withLock { $0 } }

    func count(_ count: Count) { numbers.withLock { $0.counts[count, default: 0] += 1 } }

    /// What devices do because the run ends, when their tasks are cancelled, is not counted: the states are those at the end
    /// of the run, not after it.
    func enter(_ state: State) {
        if !Task.isCancelled { numbers.withLock { $0.states[state, default: 0] += 1 } }
    }

    func leave(_ state: State) {
        if !Task.isCancelled { numbers.withLock { $0.states[state, default: 0] -= 1 } }
    }

    func measured(_ time: Time, _ duration: Duration) {
        numbers.withLock { $0.times[time, default: Histogram()].add(duration) }
    }

    /// - Parameter isNewer: whether the device did not have its version yet.
    func delivered(isNewer: Bool) {
        numbers.withLock { numbers in
            numbers.counts[.documents, default: 0] += 1
            guard isNewer, let mark = numbers.mark else { return }
            numbers.times[.delivery, default: Histogram()].add(.now - mark)
        }
    }

    func runs(_ version: Int64, before: Int64) {
        numbers.withLock { numbers in
            if let left = numbers.versions[before] { numbers.versions[before] = left > 1 ? left - 1 : nil }
            numbers.versions[version, default: 0] += 1
        }
    }

    /// Something went wrong; of different texts only so many are kept.
    func fault(_ count: Count, _ text: String) {
        numbers.withLock { numbers in
            numbers.counts[count, default: 0] += 1
            guard numbers.failures[text] != nil || numbers.failures.count < Self.mostFailures else { return }
            numbers.failures[text, default: 0] += 1
        }
    }
}
