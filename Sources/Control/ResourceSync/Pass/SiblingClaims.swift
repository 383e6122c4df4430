import Git
import Planning
import Resources
import SQL
import Store

/// Finds which of the objects that a commit drops from one sync's path it declares in the path of another: they move.
///
/// Without this it would depend on which of the two syncs comes first whether an object is handed over or deleted and
/// made anew. Only files that changed since the commit in force are read, once for all other syncs of the repository.
struct SiblingClaims {
    let pass: SyncPass
    let source: SyncSource

    func find(_ keys: Set<ObjectKey>, at commit: GitCommit) async throws -> [WaitingClaim] {
        guard !keys.isEmpty else { return [] }
        let siblings = try await siblings(behind: commit)
        guard !siblings.isEmpty else { return [] }
        let delta = try await changes(at: commit)
        let read = CommitDocuments(delta.files.map(CommitEntry.init), below: nil)
        return read.manifests.compactMap { manifest in
            let key = ObjectKey(kind: manifest.kind, name: manifest.name)
            guard keys.contains(key), let sibling = siblings.first(where: { $0.reads(manifest) }) else { return nil }
            return WaitingClaim(key: key, sync: sibling.sync.reference.name, place: Place(manifest))
        }
    }

    /// The syncs of the same repository and reference that have not applied the commit.
    private func siblings(behind commit: GitCommit) async throws -> [SyncPass] {
        let (sync, spec) = (pass.sync, pass.spec)
        let records = try await pass.engine.store.database.read {
            try Syncs.reading(
                $0, sync.organization, repository: spec.repository, revision: spec.targetRevision,
                except: sync.reference.id)
        }
        return try records.filter { $0.appliedOID != commit.id.hex }.map { try SyncPass(sync: $0, engine: pass.engine) }
    }

    private func changes(at commit: GitCommit) async throws -> TreeDelta {
        do {
            return try await pass.engine.mirrors.files(
                source.remote, commit: commit.id, path: "", since: pass.sync.appliedOID.flatMap(ObjectID.init(hex:)),
                suffixes: ManifestPath.suffixes)
        } catch {
            throw SyncFailure.unreachable(error)
        }
    }
}

extension SyncPass {
    /// Whether this sync reads a manifest and may target what it declares.
    fileprivate func reads(_ manifest: Manifest) -> Bool {
        let folder = String(spec.path.drop { $0 == "/" })
        let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
        guard manifest.file == folder || manifest.file.hasPrefix(prefix),
            !ManifestPath.isPassedOver(manifest.file, below: folder)
        else { return false }
        let key = ObjectKey(kind: manifest.kind, name: manifest.name)
        return identity.targets.obstacle(to: key, labels: manifest.labels ?? [:]) == nil
    }
}
