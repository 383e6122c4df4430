import Git
import Planning
import Resources
import SQL
import Store

extension SyncPass {
    /// Who this sync is and what limits hold for it.
    var identity: SyncIdentity { SyncIdentity(name: sync.reference.name, spec: spec, defaults: engine.limits) }

    /// A protected sync follows its reference forwards only: somebody has to approve a history that was written anew.
    /// Another repository or reference is another history, and who declares the sync has declared it. Who pins the sync to
    /// a commit has asked for just that commit.
    func guardHistory(_ commit: ObjectID, _ source: SyncSource) async throws {
        guard spec.protected == true, let applied = sync.appliedOID, let since = ObjectID(hex: applied),
            commit != since, commit.hex != sync.pin?.oid, source.isSameReference(as: sync.appliedSource, spec)
        else { return }
        let history = try await history(of: commit, since: since, source)
        guard !history.isDescendant else { return }
        let (id, oid) = (sync.reference.id, commit.hex)
        let isApproved = try await engine.store.database.read {
            try SyncApprovals.covers($0, sync: id, oid: oid, what: .history)
        }
        guard isApproved else { throw SyncFailure.rewritten(from: applied, sync: sync.reference.name, oid: oid) }
    }

    private func history(of commit: ObjectID, since: ObjectID?, _ source: SyncSource) async throws -> GitHistory {
        try await reaching { () async throws(GitError) in
            try await engine.mirrors.history(source.remote, head: commit, since: since, limit: 1)
        }
    }

    /// Refuses what no approval lets through.
    func judge(_ plan: Plan, _ manifests: [Manifest], _ head: ObjectID) async throws {
        var refusals = Guard.judge(plan, of: manifests, for: identity)
        refusals += try await outside(plan, manifests)
        guard refusals.isEmpty else { throw SyncFailure.refused(refusals, oid: head.hex) }
    }

    /// Objects in files that the commit did not touch, when the limits may have changed since they were applied.
    private func outside(_ plan: Plan, _ manifests: [Manifest]) async throws -> [Refusal] {
        guard sync.generation != sync.succeededGeneration, identity.targets != .everything else { return [] }
        let (organization, id, identity) = (sync.organization, sync.reference.id, identity)
        let judged = Set(manifests.map { ObjectKey(kind: $0.kind, name: $0.name) })
            .union((plan.deleted + plan.released).map(\.key)).union(plan.letGo.map(\.owned.key))
        return try await engine.store.database.read { connection in
            let owned = try OwnedManifests.owned(connection, sync: id, paths: nil).filter { !judged.contains($0.key) }
            let labels =
                identity.targets.matchLabels.isEmpty
                ? [:] : try Removals.labels(connection, organization, of: owned.map(\.key))
            return owned.compactMap { Guard.judge($0, labels: labels[$0.key] ?? [:], for: identity) }
        }
    }

    /// Stops before a commit takes away too much, unless somebody approved it.
    func guardPrune(_ plan: Plan, _ commit: ObjectID, _ source: SyncSource) async throws {
        guard !plan.removals.isEmpty else { return }
        let facts = try await pruneFacts(plan, commit, source)
        guard let block = PruneGuard.judge(plan, limits: identity.prune, facts: facts) else { return }
        let (id, oid) = (sync.reference.id, commit.hex)
        let (isApproved, former) = try await engine.store.database.read { connection in
            try (
                SyncApprovals.covers(connection, sync: id, oid: oid, what: .prune),
                SyncApprovals.waiting(connection, sync: id)
            )
        }
        guard !isApproved else { return }
        // Devices come and go: what was said of the commit first stays said.
        let known = former.flatMap { $0.oid == oid && $0.what == .prune ? $0.message : nil }
        throw SyncFailure.pruneBlocked(known ?? block.message, sync: sync.reference.name, oid: oid)
    }

    private func pruneFacts(_ plan: Plan, _ commit: ObjectID, _ source: SyncSource) async throws -> PruneFacts {
        let (organization, id) = (sync.organization, sync.reference.id)
        var facts = try await engine.store.database.read { connection in
            try PruneFacts(
                owned: Removals.owned(connection, sync: id),
                online: Removals.online(connection, organization, devices: plan.releasedDevices))
        }
        if identity.prune.allowTrailer {
            let message = try await history(of: commit, since: nil, source).commits.first?.message
            facts.trailer = message.flatMap(AllowPruneTrailer.count)
        }
        return facts
    }
}

extension Plan {
    fileprivate var releasedDevices: [String] {
        removals.filter { $0.key.kind == .device }.map(\.key.name)
    }
}
