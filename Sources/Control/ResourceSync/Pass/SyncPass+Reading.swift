import Git
import Planning
import Resources
import SQL
import Store

extension SyncPass {
    /// What has to be looked at of a commit: what changed since the commit in force when that was read from the same
    /// place, else everything whose content was not judged before (P5).
    func read(_ source: SyncSource, _ commit: ObjectID, complete: Bool) async throws -> CommitChange {
        if !complete, source.key == sync.appliedSource, let since = sync.appliedOID.flatMap(ObjectID.init(hex:)) {
            let delta = try await list(source, commit, since: since, known: [])
            if !delta.isComplete { return CommitChange(delta, below: source.path) }
        }
        let known = try await knownFiles()
        let delta = try await list(source, commit, since: nil, known: known.blobs)
        return CommitChange(delta, below: source.path, known: known)
    }

    private func list(
        _ source: SyncSource, _ commit: ObjectID, since: ObjectID?, known: Set<ObjectID>
    ) async throws -> TreeDelta {
        do {
            return try await engine.mirrors.files(
                source.remote, commit: commit, path: source.path, since: since, suffixes: ManifestPath.suffixes,
                known: known)
        } catch  where error.code == .pathNotFound {
            throw SyncFailure.pathMissing(path: spec.path, oid: commit.hex)
        } catch {
            throw SyncFailure.unreachable(error)
        }
    }

    private func knownFiles() async throws -> KnownFiles {
        let id = sync.reference.id
        return try await engine.store.database.read { connection in
            try KnownFiles(
                files: ManifestFiles.known(connection, sync: id, rules: CommitDocuments.rules),
                furtherPaths: ManifestFiles.unknownPaths(connection, sync: id, rules: CommitDocuments.rules))
        }
    }
}
