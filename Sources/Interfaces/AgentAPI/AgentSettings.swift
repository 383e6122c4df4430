/// What the agent API may use and how long it waits. The defaults fit a server with 100,000 devices.
public struct AgentSettings: Sendable {
    /// Name of this process among those that serve one database; stands in the record of served time.
    public var replica: String
    /// How long a poll is held while there is nothing new; then it is answered with 204.
    public var pollWait: Duration = .seconds(120)
    /// How many polls are held at once; one more is answered with 503.
    public var mostParked = 200_000
    /// How many devices are remembered between their polls.
    public var mostRemembered = 500_000
    /// How many held polls are answered a second when many have something new at once.
    public var releasesPerSecond = 2_000
    /// Bytes of rendered specs kept in memory.
    public var cacheBytes = 64 << 20
    /// The largest body of a status report or a request, in bytes; a larger one is answered with 413.
    public var bodyBytes = 512 << 10
    /// How many reports wait for their transaction at once; one more is answered with 503.
    public var mostWaitingReports = 20_000
    /// How many reports one transaction takes.
    public var reportsPerFlush = 500
    /// How long the first report of a flush waits for others.
    public var flushLinger: Duration = .milliseconds(3)
    /// How often it is written down which devices were heard of, and that the API was served.
    public var seenInterval: Duration = .seconds(5)
    /// How often silent devices are looked for.
    public var sweepInterval: Duration = .seconds(60)

    /// The defaults.
    public init(replica: String) {
        self.replica = replica
    }
}
