/// When each ResourceSync is polled next. Pure: time and chance come in as values.
struct PollSchedule {
    /// Time between two polls of one sync.
    let interval: Duration
    /// Share of the interval by which a poll may come earlier or later, so that many syncs do not line up.
    static let jitter = 0.1

    private var due: [Int64: ContinuousClock.Instant] = [:]

    init(interval: Duration) {
        self.interval = interval
    }

    /// The syncs to poll now; those never seen before are due at once. Forgets the ones that are gone.
    mutating func take(_ syncs: [Int64], now: ContinuousClock.Instant, random: () -> Double) -> Set<Int64> {
        let present = Set(syncs)
        due = due.filter { present.contains($0.key) }
        let ready = present.filter { due[$0].map { $0 <= now } ?? true }
        for id in ready { due[id] = now + interval * (1 + Self.jitter * (2 * random() - 1)) }
        return ready
    }

    /// When the next poll is due; nil when there is nothing to poll.
    var next: ContinuousClock.Instant? { due.values.min() }
}
