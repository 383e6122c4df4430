/// When each target is asked next, and which may be asked now. Pure: time and chance come in as values.
///
/// - Fair: whoever has been due longest is first. A host that is silent holds its own few places and no others', and an
///   unanswered question is never asked twice.
/// - Bounded: in all and for each host.
/// - Polite: failures in a row double the pause up to a limit, a host's `Retry-After` is obeyed, a success forgets both.
public struct PollSchedule<Key: Hashable & Sendable>: Sendable {
    private struct Entry {
        var target: PollTarget<Key>
        var due: ContinuousClock.Instant
        /// Until then not even a hint makes it due: the host asked for it.
        var notBefore: ContinuousClock.Instant?
        /// When it was last made due by a hint or a change.
        var hurried: ContinuousClock.Instant?
        var failures = 0
        var started: ContinuousClock.Instant?
    }

    private struct Question {
        let host: String?
        let started: ContinuousClock.Instant
    }

    private let rules: PollRules
    private var entries: [Key: Entry] = [:]
    private var inFlight: [Key: Question] = [:]
    private var troubled: Set<String> = []

    /// A schedule without targets.
    public init(rules: PollRules = PollRules()) {
        self.rules = rules
    }

    /// The targets whose questions are not over.
    public var busy: Set<Key> { Set(inFlight.keys) }

    /// Takes the targets as they are now. New and changed ones are due at once, except for what is remembered of a new
    /// one; those that are gone are forgotten.
    public mutating func update(_ targets: [PollTarget<Key>], now: ContinuousClock.Instant) {
        let known = entries
        entries = [:]
        for target in targets {
            entries[target.key] = known[target.key].map { Self.renewed($0, target, now) } ?? Self.new(target, now)
        }
        troubled.formIntersection(targets.compactMap(\.host))
    }

    private static func new(_ target: PollTarget<Key>, _ now: ContinuousClock.Instant) -> Entry {
        guard let memory = target.memory else { return Entry(target: target, due: now) }
        return Entry(target: target, due: now + max(.zero, memory.wait), failures: memory.failures)
    }

    private static func renewed(
        _ entry: Entry, _ target: PollTarget<Key>, _ now: ContinuousClock.Instant
    ) -> Entry {
        var entry = entry
        if entry.target.stamp != target.stamp {
            (entry.due, entry.hurried, entry.notBefore, entry.failures) = (now, now, nil, 0)
        }
        entry.target = target
        return entry
    }

    /// Makes targets due now, because something is said to have changed. One that is being asked is asked once more.
    public mutating func hurry(_ keys: some Sequence<Key>, now: ContinuousClock.Instant) {
        for key in keys where entries[key] != nil {
            entries[key]?.due = now
            entries[key]?.hurried = now
        }
    }
}

extension PollSchedule {
    /// The targets to ask now, as many as there is room for. They are in flight until `finish`.
    public mutating func start(now: ContinuousClock.Instant) -> [Key] {
        let ready = entries.filter { inFlight[$0.key] == nil && time(of: $0.value) <= now }
            .sorted { $0.value.due < $1.value.due }
        guard !ready.isEmpty else { return [] }
        var perHost = inFlight.values.reduce(into: [String: Int]()) { $0[$1.host ?? "", default: 0] += 1 }
        var started: [Key] = []
        for (key, entry) in ready {
            guard inFlight.count < rules.total else { break }
            let host = entry.target.host ?? ""
            let share = rules.share(inFlight: inFlight.count, isTroubled: troubled.contains(host))
            guard entry.target.host == nil || perHost[host, default: 0] < share else { continue }
            perHost[host, default: 0] += 1
            inFlight[key] = Question(host: entry.target.host, started: now)
            entries[key]?.started = now
            started.append(key)
        }
        return started
    }

    /// The pause that follows an outcome, so that it can be promised before it begins.
    /// - Parameter random: 0..<1.
    /// - Returns: The pause, and the failures in a row that it is for.
    public func pause(_ key: Key, after outcome: PollOutcome, random: Double) -> (pause: Duration, failures: Int) {
        guard let entry = entries[key] else { return (.zero, 0) }
        let failures = outcome == .success ? 0 : entry.failures + 1
        return (rules.pause(entry.target, after: outcome, failures: failures, random: random), failures)
    }

    /// Ends a question. The target is due after the pause; at once, when something was said to have changed meanwhile.
    public mutating func finish(
        _ key: Key, _ outcome: PollOutcome, pause: Duration, now: ContinuousClock.Instant
    ) {
        guard let question = inFlight.removeValue(forKey: key) else { return }
        note(outcome, of: question.host)
        guard var entry = entries[key] else { return }
        let isOutdated = entry.hurried.map { $0 > question.started } ?? false
        entry.failures = outcome == .success ? 0 : entry.failures + 1
        entry.due = isOutdated ? now : now + pause
        if case .failure(.some, _) = outcome { entry.notBefore = now + pause } else { entry.notBefore = nil }
        entries[key] = entry
    }

    private mutating func note(_ outcome: PollOutcome, of host: String?) {
        guard let host else { return }
        switch outcome {
        case .success: troubled.remove(host)
        case .failure(_, let isHostAway): if isHostAway { troubled.insert(host) }
        }
    }

    /// When something becomes due that is not due now; what is due and has no room waits for a `finish`.
    public func next(after now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        entries.filter { inFlight[$0.key] == nil }.map { time(of: $0.value) }.filter { $0 > now }.min()
    }

    private func time(of entry: Entry) -> ContinuousClock.Instant {
        let spaced = entry.started.map { max(entry.due, $0 + rules.gap) } ?? entry.due
        return max(spaced, entry.notBefore ?? spaced)
    }
}
