/// What can be measured.
enum FigureName: String, CaseIterable, Sendable {
    case syncFirst = "sync_first_10k"
    case syncFirstLarge = "sync_first_35k"
    case syncIdle = "sync_idle_10k"
    case syncOne = "sync_one_of_10k"
    case planUnchanged = "plan_10k_unchanged"
    case planOne = "plan_one_of_10k"
    case webhook = "webhook_to_applied"
    case syncsAtRest = "syncs_at_rest"
    case commitMemory = "sync_10k_commits_memory"
    case fetchOne = "fetch_one_commit"
    case rollout = "rollout_100k"
    case rolloutPlaceholder = "rollout_100k_placeholder"
    case queueJobs = "queue_jobs"
    case longPolls = "long_polls"
    case parked = "parked_15k"
    case wake = "wake_15k"
    case storm = "reconnect_storm"
    case batches = "rollout_10k_batches"
    case statusReports = "status_reports"
    case validateDocs = "validate_docs"
    case validateMemory = "validate_memory"
    case validateColdStart = "validate_cold_start"

    /// One line for people.
    var summary: String {
        switch self {
        case .syncFirst: "first sync of a repository of 10,000 one-fleet files (git clone and COPY)"
        case .syncFirstLarge: "the same of 35,000 files"
        case .syncIdle: "a poll of it that finds nothing new (git ls-remote)"
        case .syncOne: "a commit that changes one of its files, until it is committed (git fetch)"
        case .planUnchanged: "the plan of all of its files when none changed, as after an upgrade (git ls-tree -r)"
        case .planOne: "the plan of a fetched commit that changes one of its files (git diff --name-only)"
        case .webhook:
            "a push with 1,000 syncs on one repository, told by a webhook, until it is applied (git ls-remote and fetch)"
        case .syncsAtRest:
            "CPU of a server with 1,000 syncs on 100 repositories and nothing to do (as many git ls-remote)"
        case .commitMemory: "resident memory after 10,000 commits of one file each (the same after the first tenth)"
        case .fetchOne: "a commit that changes one file, brought into a mirror (git fetch)"
        case .rollout:
            "a template change of a fleet of 100,000 devices until all have it rendered (one UPDATE of as many rows)"
        case .rolloutPlaceholder: "the same with one placeholder of 50 values"
        case .queueJobs: "jobs per second through the queue (one bare statement per job)"
        case .longPolls: "memory per device that waits in a long poll (idle connections of nginx)"
        case .parked: "memory per simulated device of 15,000 that wait in long polls (idle connections of nginx)"
        case .wake: "one commit for all of them: p99 from the push to the device (one request on each, to nginx)"
        case .storm: "10,000 devices that come back at once: full handshakes per second (nginx, same keys)"
        case .batches:
            "a commit that reaches 10,000 simulated devices in 5 batches, until Completed (the devices' own time)"
        case .statusReports:
            "durable status reports per second over mutual TLS (pipelined updates of the same rows by pgbench)"
        case .validateDocs:
            "documents validated per second of one core, 50,000 in 35,000 files (libyaml's bare events of the same bytes)"
        case .validateMemory: "peak memory of the same run (the 200 MB that it may take)"
        case .validateColdStart: "martlet validate of one small file, from start to end (/bin/true)"
        }
    }
}

/// How much is measured. Bounded in count and time.
struct Scale: Sendable {
    /// One-fleet files in the repository.
    var fleets: Int
    /// How often short operations are repeated; their median counts.
    var repetitions: Int
    /// Commits whose memory is looked at.
    var commits: Int
    /// Syncs on one repository, and pushes to it that webhooks tell of.
    var syncs: Int
    var pushes: Int
    /// How long syncs rest.
    var resting: Duration
    /// Devices of the fleet whose template changes.
    var members = 100_000
    /// Jobs that pass through the queue.
    var jobs: Int
    /// Devices that wait.
    var polls: Int
    /// How long devices report, and how many do at once.
    var reporting: Duration
    var reporters = 256
    /// Simulated devices that wait in long polls, that come back at once, and that a rollout reaches.
    var parked = 15_000
    var storming = 10_000
    var updated = 10_000
    /// How long a poll is held, and for how long processor time of waiting devices is looked at: each poll ends once.
    var waiting = Duration.seconds(120)
    /// Files that are validated, and documents in them.
    var manifestFiles: Int
    var documents: Int

    static let full = Scale(
        fleets: 10_000, repetitions: 15, commits: 10_000, syncs: 1_000, pushes: 100, resting: .seconds(180),
        jobs: 20_000, polls: 1_000,
        reporting: .seconds(10), manifestFiles: 35_000, documents: 50_000)
    static let quick = Scale(
        fleets: 10_000, repetitions: 5, commits: 1_000, syncs: 1_000, pushes: 20, resting: .seconds(60), jobs: 4_000,
        polls: 200,
        reporting: .seconds(3), parked: 800, storming: 400, updated: 500, waiting: .seconds(20),
        manifestFiles: 3_500, documents: 5_000)
}

extension Scale {
    /// So many simulated devices in each figure that has some. All of them wait before the first polls end.
    mutating func simulate(_ devices: Int) {
        (parked, storming, updated) = (devices, devices, devices)
        waiting = max(waiting, .seconds(devices / 100))
    }
}

/// Figures that share a preparation.
struct Suite: Sendable {
    let figures: Set<FigureName>
    let measure: @Sendable (Workplace, Scale, Set<FigureName>) async throws -> [Figure]

    static let all = [
        Suite(figures: [.syncFirstLarge], measure: SyncFigures.large),
        Suite(figures: [.webhook], measure: { place, scale, _ in [try await WebhookFigure.measure(place, scale)] }),
        Suite(figures: [.syncsAtRest], measure: { place, scale, _ in [try await RestFigure.measure(place, scale)] }),
        Suite(
            figures: [.syncFirst, .syncIdle, .syncOne, .planUnchanged, .planOne, .fetchOne],
            measure: SyncFigures.measure),
        Suite(
            figures: [.commitMemory],
            measure: { place, scale, _ in [try await CommitMemoryFigure.measure(place, scale)] }),
        Suite(figures: [.rollout, .rolloutPlaceholder], measure: RolloutFigures.measure),
        Suite(figures: [.queueJobs], measure: { place, scale, _ in [try await QueueFigure.measure(place, scale)] }),
        Suite(figures: [.longPolls], measure: { place, scale, _ in [try await LongPollFigure.measure(place, scale)] }),
        Suite(figures: [.parked, .wake], measure: ParkedFigures.measure),
        Suite(figures: [.storm], measure: { place, scale, _ in [try await StormFigure.measure(place, scale)] }),
        Suite(
            figures: [.batches], measure: { place, scale, _ in [try await BatchesFigure.measure(place, scale)] }),
        Suite(
            figures: [.statusReports], measure: { place, scale, _ in [try await StatusFigure.measure(place, scale)] }),
        Suite(
            figures: [.validateDocs, .validateMemory, .validateColdStart], measure: ValidationFigures.measure),
    ]
}
