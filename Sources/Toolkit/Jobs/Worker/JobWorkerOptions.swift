/// How a worker works.
public struct JobWorkerOptions: Sendable {
    /// How many jobs run at once.
    public var concurrency = 8
    /// How long a job may stay without news of its worker before another takes it over. Renewed every third of this
    /// time.
    public var lease = Duration.seconds(60)
    /// How often the queue is looked at without being told to; delayed jobs start this late at most.
    public var pollInterval = Duration.seconds(1)
    /// How often a job is tried before it becomes a dead letter.
    public var maximumAttempts = 10
    /// When failed jobs are tried again.
    public var backoff = Backoff()
    /// How often leases of lost workers are looked for and the queue is measured.
    public var upkeepInterval = Duration.seconds(15)

    /// The defaults.
    public init() {}
}

/// Exponential backoff with jitter.
public struct Backoff: Sendable, Equatable {
    /// The longest wait after the first failure; doubles with each further one.
    public var first = Duration.seconds(2)
    /// The longest wait of all.
    public var longest = Duration.seconds(600)

    /// The defaults.
    public init(first: Duration = .seconds(2), longest: Duration = .seconds(600)) {
        self.first = first
        self.longest = longest
    }

    /// The time to wait after attempt number `attempt`, between half of the full wait and all of it.
    /// - Parameter random: 0..<1; jobs that failed together must not come back together.
    public func delay(afterAttempt attempt: Int, random: Double) -> Duration {
        // Beyond 2^40 every sensible `longest` is reached.
        let full = min(first * Double(1 << min(max(attempt, 1) - 1, 40)), longest)
        return full * (0.5 + random / 2)
    }
}
