import Git
import Nodes
import Planning
import Repositories
import Resources
import SQL
import Secrets
import Store

/// Where a sync reads from: the Repository, made into an address and a credential for git.
struct SyncSource: Sendable {
    let remote: GitRemote
    /// `spec.path` as git writes it: without a leading slash.
    let path: String
    /// Address, revision, path and the rules that judge: a change of any means that everything has to be read again.
    let key: String
    /// Whether a forge is told what becomes of commits.
    let tellsForge: Bool

    static func find(_ sync: SyncRecord, _ spec: ResourceSyncSpec, _ engine: SyncEngine) async throws -> SyncSource {
        let (organization, name) = (sync.organization, spec.repository)
        let found = try await engine.store.database.read { try Syncs.repository($0, organization, name: name) }
        guard let record = found else { throw SyncFailure.repositoryMissing(name: name) }
        let remote = try open(record, sync.organizationUID, engine.secrets)
        return SyncSource(
            remote: remote, path: path(spec), key: key(remote, spec),
            tellsForge: try StoredSpec.node(record.spec)["commitStatus"] != nil)
    }

    /// The key of what a spec reads from a remote.
    static func key(_ remote: GitRemote, _ spec: ResourceSyncSpec) -> String {
        "\(remote)|\(spec.targetRevision)|\(path(spec))|\(CommitDocuments.rules)"
    }

    /// Whether a key of an earlier pass is of the same reference of the same repository, whatever the path.
    func isSameReference(as key: String?, _ spec: ResourceSyncSpec) -> Bool {
        key?.hasPrefix("\(remote)|\(spec.targetRevision)|") ?? false
    }

    private static func open(_ record: RepositoryRecord, _ organization: String, _ secrets: RepositorySecrets) throws
        -> GitRemote
    {
        do {
            return try RepositoryRemote.remote(record, organization: organization, secrets: secrets)
        } catch let unusable as RepositoryUnusable {
            throw SyncFailure.repositoryUnusable(unusable.description)
        }
    }

    static func path(_ spec: ResourceSyncSpec) -> String {
        String(spec.path.drop { $0 == "/" })
    }
}
