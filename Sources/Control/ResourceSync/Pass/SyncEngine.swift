public import CoreMetrics
public import Git
public import Jobs
public import Logging
import Nodes
public import Planning
import Repositories
import Resources
import SQL
public import Secrets
public import Store

/// What a pass ended with.
public enum PassOutcome: Sendable, Equatable {
    /// The commit in force is the newest and all is well. Nothing was written.
    case unchanged
    /// A commit was applied: its object id and what it did.
    case applied(oid: String, summary: String)
    /// The commit is not applied, for the reasons that the ResourceSync's conditions now state.
    case failed
    /// The ResourceSync is gone.
    case gone
}

/// Carries commits from git into the store: resolve, fetch, parse, validate, plan, guard, apply, with the status written
/// once at the end. Each pass looks at the world as it is, so that it can be repeated at any time (P7).
public struct SyncEngine: Sendable {
    let store: Store
    let mirrors: GitMirrors
    let preparer: ManifestPreparer
    /// What opens the credentials of Repositories.
    let secrets: RepositorySecrets
    let metrics: SyncMetrics
    /// How much a commit may take away where its ResourceSync does not say.
    let limits: PruneLimits
    let logger: Logger
    /// How often a plan is made again when another pass applied a commit in between.
    static let mostReplans = 5

    /// An engine on a store and mirrors; the keys seal secrets and address content, the source is where credentials that
    /// are referred to come from, the limits are those of syncs that state none.
    public init(
        store: Store, mirrors: GitMirrors, sealer: Sealer, addresses: ContentAddress,
        source: SecretSource = SecretSource(),
        limits: PruneLimits = .standard, metrics: any MetricsFactory = MetricsSystem.factory, logger: Logger
    ) {
        self.store = store
        self.mirrors = mirrors
        self.preparer = ManifestPreparer(sealer: sealer, addresses: addresses)
        secrets = RepositorySecrets(sealer: sealer, source: source)
        self.limits = limits
        self.metrics = SyncMetrics(factory: metrics)
        self.logger = logger
    }

    /// Runs one pass of one ResourceSync.
    /// - Throws: Only what is worth a retry by the queue: the store being away, or our own worker failing.
    public func pass(sync id: Int64) async throws -> PassOutcome { try await pass(sync: id, hint: nil) }

    /// Handles one job of kind `Syncs.jobKind`.
    public func handle(_ job: Job) async throws {
        guard let id = Int64(job.key) else { return }
        do {
            _ = try await pass(sync: id, hint: SyncHint(job.payload))
        } catch  where !(error is CancellationError) && job.attempt > 1 {
            // The first time may be a hiccup that nobody needs to know of.
            try await tell(sync: id, of: error)
            throw error
        }
    }

    private func tell(sync id: Int64, of failure: any Error) async throws {
        let message = "a pass failed in itself and is tried again; see the server's log if it goes on: \(failure)"
        try await store.database.transaction { try Syncs.markNotSynced($0, id, message: message) }
    }

    private func pass(sync id: Int64, hint: SyncHint?) async throws -> PassOutcome {
        let started = ContinuousClock.now
        do {
            let outcome = try await settle(id, hint)
            metrics.passed(SyncMetrics.Pass(outcome), after: .now - started)
            return outcome
        } catch {
            metrics.passed(.error, after: .now - started)
            throw error
        }
    }

    /// Makes the plan of one ResourceSync and stops there: a dry run. What would refuse the commit is thrown; what
    /// somebody might approve is not judged.
    /// - Parameters:
    ///   - commit: One that was fetched before; nil asks the repository for the newest.
    ///   - complete: Looks at every file again, as after a change of the path or of the rules, and not only at what changed
    ///     since the commit in force.
    /// - Returns: nil when the ResourceSync is gone.
    public func plan(sync id: Int64, commit: ObjectID? = nil, complete: Bool = false) async throws -> Plan? {
        guard let sync = try await store.database.read({ try Syncs.find($0, id: id) }) else { return nil }
        return try await SyncPass(sync: sync, engine: self).dryRun(commit, complete: complete)
    }

    private func settle(_ id: Int64, _ hint: SyncHint?) async throws -> PassOutcome {
        for _ in 1..<Self.mostReplans {
            if let outcome = try await attempt(id, hint) { return outcome }
        }
        return try await attempt(id, hint) ?? .failed
    }

    /// One attempt; nil when the plan went stale before it was applied.
    private func attempt(_ id: Int64, _ hint: SyncHint?) async throws -> PassOutcome? {
        guard let sync = try await store.database.read({ try Syncs.find($0, id: id) }) else { return .gone }
        let pass = try SyncPass(sync: sync, engine: self, hint: hint)
        do {
            return try await pass.run()
        } catch let failure as SyncFailure {
            try await pass.record(failure)
            return .failed
        }
    }
}
