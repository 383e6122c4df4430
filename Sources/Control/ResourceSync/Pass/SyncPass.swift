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
    let transitions: SyncTransitions
    let verification = VerificationSlot()

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
        try await tellSeen(head, source)
        try await guardHistory(head, source)
        try await verify(head, source)
        let prepared = try await prepare(source, head)
        try await guardPrune(prepared.plan, head, source)
        return try await apply(prepared, commit, source)
    }

    /// The same without applying anything, for a commit that was fetched before or the newest.
    func dryRun(_ commit: ObjectID?, complete: Bool) async throws -> Plan {
        let source = try await findRepository()
        if let commit { return try await prepare(source, commit, complete: complete).plan }
        return try await prepare(source, fetch(source, resolve(source)).id, complete: complete).plan
    }

    /// What the commit would do: read, parsed, planned, and judged as far as nobody can approve otherwise.
    func prepare(_ source: SyncSource, _ commit: ObjectID, complete: Bool = false) async throws -> PreparedCommit {
        let change = try await read(source, commit, complete: complete)
        let documents = try change.parse(below: source.path, oid: commit.hex)
        let objects = try engine.preparer.prepare(documents.manifests)
        let (plan, outdated) = try await plan(objects, change, source, commit)
        try await judge(plan, documents.manifests, commit)
        return PreparedCommit(plan: plan, objects: objects, files: change.record, outdated: outdated)
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
        return wanted(head) != sync.appliedOID || !isSettled(at: remote)
    }

    /// Whether all is well but, perhaps, the commit.
    func isSettled(at remote: GitRemote) -> Bool {
        SyncSource.key(remote, spec) == sync.appliedSource && sync.generation == sync.succeededGeneration
            && transitions.allHold
    }

    private func fetch(_ source: SyncSource, _ head: ObjectID) async throws -> GitCommit {
        try await reaching { () async throws(GitError) in
            try await engine.mirrors.fetch(source.remote, reference: spec.targetRevision, commit: head)
        }
    }

    func reaching<T>(_ body: () async throws(GitError) -> T) async throws -> T {
        do {
            return try await body()
        } catch {
            throw SyncFailure.unreachable(error)
        }
    }
}

/// A commit that is ready to be applied.
struct PreparedCommit {
    let plan: Plan
    let objects: [PreparedObject]
    let files: ManifestFiles.Change
    /// Claims of other syncs that their newest commit does not make any more.
    let outdated: [WaitingClaim]
}
