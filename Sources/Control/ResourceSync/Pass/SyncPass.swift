import Git
import Logging
import Nodes
import Planning
import Resources
import SQL
import Store

/// One pass over one ResourceSync, on one screen: `run()`.
struct SyncPass {
    let sync: SyncRecord
    let spec: ResourceSyncSpec
    let engine: SyncEngine
    let logger: Logger
    let started = ContinuousClock.now
    private let hint: SyncHint?
    private let transitions: SyncTransitions

    init(sync: SyncRecord, engine: SyncEngine, hint: SyncHint? = nil) throws {
        self.sync = sync
        self.hint = hint
        self.engine = engine
        spec = try StoredSpec.decode(ResourceSyncSpec.self, sync.spec)
        transitions = SyncTransitions(
            conditions: try StoredSpec.node(sync.conditions), observedOID: sync.observedOID)
        var logger = engine.logger
        logger[metadataKey: "sync"] = "\(sync.reference.name)"
        self.logger = logger
    }

    /// The way of a commit. Nil: the plan was stale, and another attempt is due.
    func run() async throws -> PassOutcome? {
        guard sync.suspension == nil else { return .unchanged }
        let source = try await findRepository()
        let head = try await wanted(source)
        guard needsWork(head, at: source.remote) else { return .unchanged }
        let commit = try await fetch(source, head)
        let delta = try await read(source, commit)
        let documents = try CommitDocuments.parse(delta, below: source.path, oid: head.hex)
        let objects = try engine.preparer.prepare(documents.manifests)
        let plan = try await plan(objects, delta)
        try judge(plan, head)
        return try await apply(plan, objects, commit, source)
    }

    private func findRepository() async throws -> SyncSource {
        try await SyncSource.find(sync, spec, engine)
    }

    func resolve(_ source: SyncSource) async throws -> ObjectID {
        if let hint, hint.source == source.key { return hint.head }
        return try await reaching { () async throws(GitError) in
            try await engine.mirrors.resolve(source.remote, reference: spec.targetRevision)
        }
    }

    /// "Nothing changed" is the usual outcome, and costs no object transfer and no write.
    func needsWork(_ head: ObjectID, at remote: GitRemote) -> Bool {
        guard sync.suspension == nil else { return false }
        return wanted(head) != sync.appliedOID || SyncSource.key(remote, spec) != sync.appliedSource
            || sync.generation != sync.succeededGeneration || !transitions.allHold
    }

    private func fetch(_ source: SyncSource, _ head: ObjectID) async throws -> GitCommit {
        try await reaching { () async throws(GitError) in
            try await engine.mirrors.fetch(source.remote, reference: spec.targetRevision, commit: head)
        }
    }

    /// Everything below the path, or only what changed since the commit in force when that was read from the same
    /// place: cost follows change (P5).
    private func read(_ source: SyncSource, _ commit: GitCommit) async throws -> TreeDelta {
        let since = source.key == sync.appliedSource ? sync.appliedOID.flatMap(ObjectID.init(hex:)) : nil
        do {
            return try await engine.mirrors.files(
                source.remote, commit: commit.id, path: source.path, since: since, suffixes: ManifestPath.suffixes)
        } catch  where error.code == .pathNotFound {
            throw SyncFailure.pathMissing(path: spec.path, oid: commit.id.hex)
        } catch {
            throw SyncFailure.unreachable(error)
        }
    }

    private func plan(_ objects: [PreparedObject], _ delta: TreeDelta) async throws -> Plan {
        let desired = objects.map(\.desired)
        let keys = desired.map(\.key)
        let paths = delta.isComplete ? nil : delta.files.map(\.path) + delta.deleted
        let (organization, id) = (sync.organization, sync.reference.id)
        let (owned, claims) = try await engine.store.database.read { connection in
            try (
                OwnedManifests.owned(connection, sync: id, paths: paths),
                OwnedManifests.claims(connection, organization, sync: id, paths: paths, keys: keys)
            )
        }
        return Planner.plan(desired: desired, owned: owned, claims: claims)
    }

    private func judge(_ plan: Plan, _ head: ObjectID) throws {
        let identity = SyncIdentity(name: sync.reference.name, repository: spec.repository)
        let refusals = Guard.judge(plan, for: identity)
        guard refusals.isEmpty else { throw SyncFailure.refused(refusals, oid: head.hex) }
    }

    private func apply(
        _ plan: Plan, _ objects: [PreparedObject], _ commit: GitCommit, _ source: SyncSource
    ) async throws -> PassOutcome? {
        let application = CommitApplication(
            organization: sync.organization, sync: sync.reference, base: sync.appliedOID,
            commit: CommitRecord(commit, repository: source.remote.description), plan: plan,
            objects: Dictionary(objects.map { ($0.desired.key, $0) }, uniquingKeysWith: { first, _ in first }))
        let report = report(
            observed: commit.id.hex, SyncVerdict.applied, applied: (source: source.key, plan: plan))
        let outcome = try await engine.store.database.transaction { connection in
            let outcome = try application.apply(connection)
            if case .applied(let commitID) = outcome {
                try report.write(connection, sync, commitID: commitID)
                try RepositoryAccess.record(connection, sync.organization, spec.repository, problem: nil)
            }
            return outcome
        }
        guard outcome != .stale else { return nil }
        engine.metrics.applied(plan)
        logger.info("applied", metadata: ["commit": "\(commit.id.hex)", "plan": "\(plan.summary)"])
        return .applied(oid: commit.id.hex, summary: plan.summary)
    }

    /// Writes the status of a pass that did not apply, unless it says what is written already.
    func record(_ failure: SyncFailure) async throws {
        let conditions = SyncVerdict.conditions(after: failure)
        let observed = failure.oid ?? sync.observedOID
        guard !transitions.changed(conditions).isEmpty || observed != sync.observedOID else { return }
        let report = report(observed: observed, conditions, findings: failure.findings)
        logger.warning(
            "not applied", metadata: ["commit": "\(failure.oid ?? "-")", "why": "\(conditions.last?.message ?? "")"])
        try await engine.store.database.transaction { connection in
            try report.write(connection, sync, commitID: nil)
            if case .unreachable(let error) = failure {
                try RepositoryAccess.record(
                    connection, sync.organization, spec.repository, problem: "\(error.message). \(error.fix)")
            }
        }
    }

    private func report(
        observed: String?, _ conditions: [ConditionChange], findings: [LocatedFinding] = [],
        applied: (source: String, plan: Plan)? = nil
    ) -> SyncReport {
        let changed = transitions.changed(conditions)
        return SyncReport(
            observedOID: observed, conditions: changed,
            events: transitions.events(changed, observed: observed, sync: sync),
            findings: findings.historyJSON, seconds: (ContinuousClock.now - started).seconds, applied: applied)
    }

    private func reaching<T>(_ body: () async throws(GitError) -> T) async throws -> T {
        do {
            return try await body()
        } catch {
            throw SyncFailure.unreachable(error)
        }
    }
}
