import Git
import Planning
import Resources
import SQL
import Store

extension SyncPass {
    /// Compares the commit with what the sync owns in the files that are looked at.
    func plan(
        _ objects: [PreparedObject], _ change: CommitChange, _ source: SyncSource, _ commit: ObjectID
    ) async throws -> (plan: Plan, outdated: [WaitingClaim]) {
        let paths = change.paths
        let (organization, id) = (sync.organization, sync.reference.id)
        let (owned, moved) = try await engine.store.database.read { connection in
            try (
                OwnedManifests.owned(connection, sync: id, paths: paths),
                OwnedManifests.owned(connection, sync: id, paths: change.moved.map(\.from))
            )
        }
        let desired = objects.map(\.desired) + Self.places(of: moved, in: change.moved)
        let keys = desired.map(\.key)
        let claims = try await engine.store.database.read {
            try OwnedManifests.claims($0, organization, sync: id, paths: paths, keys: keys)
        }
        let keeping = try await keeping(Planner.gone(desired: desired, owned: owned), source, commit)
        let plan = Planner.plan(desired: desired, owned: owned, claims: claims, keeping: keeping.reasons)
        return (try await cascading(plan), keeping.outdated)
    }

    /// The documents of files that only stand elsewhere now.
    private static func places(of owned: [Owned], in moved: [(path: String, from: String)]) -> [Desired] {
        let documents = Dictionary(grouping: owned, by: \.place.path)
        return moved.flatMap { move in
            (documents[move.from] ?? []).map { former in
                let place = Place(
                    path: move.path, document: former.place.document, line: former.place.line,
                    column: former.place.column)
                return Desired(key: former.key, place: place, hash: former.hash)
            }
        }
    }

    /// What stays of the objects that the commit no longer declares: those that another sync waits for, and those that
    /// this one may not target.
    private func keeping(_ gone: [Owned], _ source: SyncSource, _ commit: ObjectID) async throws -> Keeping {
        guard !gone.isEmpty else { return Keeping() }
        let keys = gone.map(\.key)
        let (organization, id, targets) = (sync.organization, sync.reference.id, identity.targets)
        let (labels, stored) = try await engine.store.database.read { connection in
            try (
                targets.matchLabels.isEmpty ? [:] : Removals.labels(connection, organization, of: keys),
                ManifestClaims.waiting(connection, organization, for: keys, except: id)
            )
        }
        let siblings = try await SiblingClaims(self, source, at: commit)
        let found = try await siblings.find(Set(keys), at: commit)
        let names = Set(siblings.siblings.map(\.sync.reference.name))
        var keeping = Keeping()
        for key in keys {
            if let obstacle = targets.obstacle(to: key, labels: labels[key] ?? [:]) {
                keeping.reasons[key] = .outsideTargets(obstacle)
            }
        }
        // What a sync of the same reference declares is read from the commit itself; of others, from what was refused.
        for claim in stored.filter({ !names.contains($0.sync) }) + found { keeping.reasons[claim.key] = claim.reason }
        keeping.outdated = stored.filter { claim in
            names.contains(claim.sync) && !found.contains { $0.key == claim.key && $0.sync == claim.sync }
        }
        return keeping
    }

    /// Adds what goes with a ResourceSync whose `deletionPolicy` says so, without what this sync may not target.
    private func cascading(_ plan: Plan) async throws -> Plan {
        guard plan.deleted.contains(where: { $0.key.kind == .resourceSync }) else { return plan }
        let (organization, id, targets) = (sync.organization, sync.reference.id, identity.targets)
        let taken = Set((plan.created + plan.changed + plan.moved).map(\.key))
        var cascading = plan
        cascading.cascaded = try await engine.store.database.read { connection in
            let all = try Removals.cascade(connection, organization, sync: id, deleting: plan.deleted)
            let labels =
                targets.matchLabels.isEmpty ? [:] : try Removals.labels(connection, organization, of: all.map(\.key))
            return all.filter {
                !taken.contains($0.key) && targets.obstacle(to: $0.key, labels: labels[$0.key] ?? [:]) == nil
            }
        }
        return cascading
    }
}

/// Objects that stay although their document is gone.
private struct Keeping {
    var reasons: [ObjectKey: LetGo.Reason] = [:]
    /// Claims that the newest commit does not make any more.
    var outdated: [WaitingClaim] = []
}
