import Randomness
import Resources
import Rollout
import Rollouts

/// One run of rollouts, devices, rendering, workers and operators under a virtual clock: all that happens follows from the seed.
final class Simulation {
    static let beginning = Moment(milliseconds: 1_700_000_000_000)
    /// Seconds in which things go wrong.
    static let stormy: Int64 = 3 * 3600
    /// Far more than happens in any world in which rollouts come to rest.
    static let mostOccurrences = 20_000

    let store = MemoryStore(now: Simulation.beginning)
    var chance: SplitMix64
    var agenda = Agenda()
    var truth: Truth
    let oracle = Oracle()
    /// How many template versions were released, and how good each is.
    var qualities: [Int64: Quality] = [:]
    var hasCalmed = false
    /// When something happened last that was no step.
    private var lastLife = Simulation.beginning
    /// Steps made, devices that got a version, crashes.
    var counts = SeedCounts()

    /// Is told what happens, line by line.
    let trace: ((String) -> Void)?

    init(seed: UInt64, trace: ((String) -> Void)? = nil) {
        self.trace = trace
        chance = SplitMix64(seed: seed)
        truth = Truth(seed: seed)
        setUp()
    }

    /// Runs to the end.
    /// - Throws: a ``Violation`` when a promise was broken.
    func run() throws {
        try happen(until: Self.beginning + Self.stormy)
        settle()
        // Devices return within minutes; then all have their time, and an hour for what a rate holds back.
        let timeout = RolloutPlan(store.fleet.policy).updateTimeout
        try happen(until: Self.beginning + (Self.stormy + timeout + 4500))
        // What a budget held back for long has its time as well.
        while store.now < lastLife + (timeout + 120) { try happen(until: lastLife + (timeout + 120)) }
        try oracle.checkEnd(store, truth)
    }

    private func happen(until end: Moment) throws {
        while let next = agenda.next(until: end) {
            store.now = max(store.now, next.at)
            counts.occurrences += 1
            try demand(counts.occurrences < Self.mostOccurrences, "it never comes to rest")
            try happen(next.what)
        }
        store.now = end
    }

    func happen(_ what: Occurrence) throws {
        if let trace { trace("\(shownNow) \(what)") }
        if what != .step { lastLife = store.now }
        switch what {
        case .step: try step()
        case .render: render()
        case .applied(let device, let version): applied(device, version)
        case .flip(let device): flip(device)
        case .restart(let device): restart(device)
        case .move(let device): move(device)
        case .dispute(let device): dispute(device)
        case .relabel(let device): relabel(device)
        case .release: release()
        case .edit: edit()
        case .command: try command()
        }
    }

    /// Asks for a step, as every transaction does that may change an outcome.
    func cause(after seconds: Int64 = 0) {
        let moment = store.now + seconds
        if !agenda.hasStep(until: moment) { agenda.plan(.step, at: moment) }
    }

    /// An instant within so many seconds.
    func soon(_ seconds: Int64) -> Moment { store.now + chance.number(0...seconds) }

    private var shownNow: String {
        let seconds = (store.now.milliseconds - Self.beginning.milliseconds) / 1000
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }
}
