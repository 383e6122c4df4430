/// How often and how many at once. Pure.
public struct PollRules: Sendable, Equatable {
    /// Questions in flight at once for one host.
    public var perHost = 4
    /// Questions in flight at once, for all hosts.
    public var total = 12
    /// Share of a pause by which it is longer or shorter, so that many targets do not line up.
    public var jitter = 0.1
    /// The longest pause after failures, unless the interval itself is longer.
    public var longest = Duration.seconds(1800)
    /// The longest pause that a host may ask for.
    public var longestRetryAfter = Duration.seconds(86_400)
    /// How many times longer the interval is while webhooks tell of changes.
    public var stretch = 6
    /// Time between the beginnings of two questions to one target, however often it is made due: a flood of hints makes
    /// a few questions.
    public var gap = Duration.seconds(1)

    /// The defaults.
    public init() {}

    /// The pause after a question.
    /// - Parameters:
    ///   - failures: Failures in a row, this one included; 0 after a success.
    ///   - random: 0..<1.
    func pause<Key>(
        _ target: PollTarget<Key>, after outcome: PollOutcome, failures: Int, random: Double
    ) -> Duration {
        let spread = 1 + jitter * (2 * random - 1)
        guard case .failure(let retryAfter, _) = outcome else {
            return target.interval * (target.isHooked ? Double(stretch) : 1) * spread
        }
        // Beyond 2^20 every sensible interval has reached the longest pause.
        let doubled = target.interval * Double(1 << min(max(failures, 1) - 1, 20))
        let backoff = min(doubled, max(longest, target.interval)) * spread
        guard let retryAfter else { return backoff }
        // Never earlier than the host asked for, and not all at that instant.
        return max(backoff, min(retryAfter, longestRetryAfter) * (1 + jitter * random))
    }

    /// How many questions may be in flight for a host. No host takes more than half of what the others left, so that
    /// however many hosts are silent there is room for one that is not; a host in trouble is asked one thing at a time.
    func share(inFlight: Int, isTroubled: Bool) -> Int {
        isTroubled ? 1 : max(1, min(perHost, (total - inFlight) / 2))
    }
}
