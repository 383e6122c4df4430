/// One template version on its way to the devices of one fleet.
public struct Rollout: Sendable, Hashable {
    /// `rollout.id`; 0 before it is stored.
    public var id: Int64
    /// The template version that is rolled out.
    public var version: Int64
    /// Its name, as `v3`.
    public var versionName: String
    /// The version to go back to: the fleet's good one when the rollout began; nil when there was none.
    public var goodVersion: Int64?
    /// Where it stands.
    public var state: RolloutState
    /// Why, for programs: CamelCase.
    public var reason: String
    /// Why, and what it waits for, for people.
    public var message: String
    /// -1 before the first batch; then the batch that is being worked on, from 0; the number of explicit batches of the plan is
    /// the final implicit batch, and one more is the end.
    public var batch: Int
    /// Whether a person let the next batch start; used up when it does.
    public var isApproved: Bool
    /// What an operator said about waiting for a person before each batch; nil is what the policy says. (Column `is_manual`.)
    public var isManual: Bool?
    /// Digest of the batches of the plan that it follows; a plan with others begins anew.
    public var digest: String
    /// The report of the batch that ended last.
    public var report: BatchReport?
    /// When it was made.
    public var createdAt: Moment
    /// When a device last got the version or had an outcome.
    public var progressAt: Moment
    /// How many devices with an outcome there were then.
    public var progress: Int64
    /// When it ended.
    public var finishedAt: Moment?
    /// How many devices got the version since ``Rollout/rateSince``, as the plan's rate counts them.
    public var rateUsed: Int64
    /// When the current minute of the plan's rate began.
    public var rateSince: Moment

    /// A rollout that begins.
    public init(version: Int64, versionName: String, goodVersion: Int64?, digest: String, now: Moment) {
        id = 0
        self.version = version
        self.versionName = versionName
        self.goodVersion = goodVersion
        state = .pending
        reason = "Created"
        message = ""
        batch = -1
        isApproved = false
        isManual = nil
        self.digest = digest
        createdAt = now
        progressAt = now
        progress = 0
        rateUsed = 0
        rateSince = now
    }
}

/// How a batch ended, as the annotation `fleet-controller/lastBatchCompletionReport` tells it.
public struct BatchReport: Sendable, Hashable {
    /// `preliminary batch`, `batch 1` …, `final implicit batch`.
    public var name: String
    /// Share of `total` that succeeded, rounded down.
    public var successPercentage: Int64
    /// Devices that count: those that are offline do not, unless the plan says so.
    public var total: Int64
    /// Those that run the version.
    public var successful: Int64
    /// Those that refused it.
    public var failed: Int64
    /// Those whose time was up.
    public var timedOut: Int64
    /// Those that were silent when the batch ended; not part of the annotation.
    public var offline: Int64

    /// States a report.
    public init(
        name: String, successPercentage: Int64, total: Int64, successful: Int64, failed: Int64, timedOut: Int64,
        offline: Int64
    ) {
        self.name = name
        self.successPercentage = successPercentage
        self.total = total
        self.successful = successful
        self.failed = failed
        self.timedOut = timedOut
        self.offline = offline
    }
}
