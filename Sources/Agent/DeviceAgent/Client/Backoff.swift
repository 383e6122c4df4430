/// Growing delays between attempts. Pure: whoever uses it does the waiting.
struct Backoff: Sendable {
    let base: Duration
    let factor: Double
    let maximum: Duration
    /// Share of the delay by which it varies up and down at random.
    let jitter: Double
    private var next: Duration

    init(base: Duration, factor: Double, maximum: Duration, jitter: Double) {
        (self.base, self.factor, self.maximum, self.jitter) = (base, factor, maximum, jitter)
        next = base
    }

    /// The delay before the next attempt.
    ///
    /// - Parameters:
    ///   - asked: what the service asked for, which is never undercut.
    ///   - random: between 0 and 1.
    mutating func delay(asked: Duration? = nil, random: Double = .random(in: 0...1)) -> Duration {
        let delay = min(next, maximum) * (1 + jitter * (2 * random - 1))
        next = min(next * factor, maximum)
        return max(delay, asked ?? .zero)
    }

    mutating func reset() { next = base }
}
