import Git
import Planning
import Resources
import SQL
import Store

/// Finds which of the objects that a commit drops from one sync's path it declares in the path of another: they move.
///
/// Without this it would depend on which of the two syncs comes first whether an object is handed over or deleted and
/// made anew. What is read is what those syncs will read themselves: the files that changed since the commits that they
/// have in force.
struct SiblingClaims {
    let pass: SyncPass
    let source: SyncSource
    /// The syncs of the same repository and reference that have not applied the commit.
    let siblings: [SyncPass]

    init(_ pass: SyncPass, _ source: SyncSource, at commit: ObjectID) async throws {
        self.pass = pass
        self.source = source
        let (sync, spec) = (pass.sync, pass.spec)
        let records = try await pass.engine.store.database.read {
            try Syncs.reading(
                $0, sync.organization, repository: spec.repository, revision: spec.targetRevision,
                except: sync.reference.id)
        }
        siblings = try records.filter { $0.appliedOID != commit.hex }
            .map { try SyncPass(sync: $0, engine: pass.engine) }
    }

    /// Claims on some of the objects, at most one of each sync.
    func find(_ keys: Set<ObjectKey>, at commit: ObjectID) async throws -> [WaitingClaim] {
        guard !keys.isEmpty else { return [] }
        var claims: [WaitingClaim] = []
        // Most have the same commit in force, so that one comparison serves many syncs.
        for (base, siblings) in Dictionary(grouping: siblings, by: { $0.base(source) }) {
            guard base == nil else {
                claims += self.claims(keys, siblings, in: try await changes("", since: base, at: commit))
                continue
            }
            for sibling in siblings {
                claims += self.claims(keys, [sibling], in: try await changes(sibling.folder, since: nil, at: commit))
            }
        }
        return claims.sorted { ($0.key, $0.sync) < ($1.key, $1.sync) }
    }

    private func claims(_ keys: Set<ObjectKey>, _ siblings: [SyncPass], in files: [TreeFile]) -> [WaitingClaim] {
        CommitDocuments(files.map(CommitEntry.init), below: nil).manifests.flatMap { manifest in
            let key = ObjectKey(kind: manifest.kind, name: manifest.name)
            guard keys.contains(key) else { return [WaitingClaim]() }
            return siblings.filter { $0.reads(manifest) }.map {
                WaitingClaim(key: key, sync: $0.sync.reference.name, place: Place(manifest))
            }
        }
    }

    private func changes(_ path: String, since: ObjectID?, at commit: ObjectID) async throws -> [TreeFile] {
        do {
            return try await pass.engine.mirrors.files(
                source.remote, commit: commit, path: path, since: since, suffixes: ManifestPath.suffixes
            ).files
        } catch  where error.code == .pathNotFound {
            return []
        } catch {
            throw SyncFailure.unreachable(error)
        }
    }
}

extension SyncPass {
    fileprivate var folder: String { String(spec.path.drop { $0 == "/" }) }

    /// The commit in force, if what it declares was read from where the sync reads now.
    fileprivate func base(_ source: SyncSource) -> ObjectID? {
        guard SyncSource.key(source.remote, spec) == sync.appliedSource else { return nil }
        return sync.appliedOID.flatMap(ObjectID.init(hex:))
    }

    /// Whether this sync reads a manifest and may target what it declares.
    fileprivate func reads(_ manifest: Manifest) -> Bool {
        let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
        guard manifest.file == folder || manifest.file.hasPrefix(prefix),
            !ManifestPath.isPassedOver(manifest.file, below: folder)
        else { return false }
        let key = ObjectKey(kind: manifest.kind, name: manifest.name)
        return identity.targets.obstacle(to: key, labels: manifest.labels ?? [:]) == nil
    }
}
