import GitObjects
import Preview
import Resources

/// What a plan reads from.
struct PlanSources {
    let local: LocalRepository
    let identity: RepositoryIdentity

    init(_ local: LocalRepository, _ identity: RepositoryIdentity) {
        self.local = local
        self.identity = identity
    }

    static func open(_ directory: String) throws(PreviewFailure) -> LocalRepository {
        do {
            return try LocalRepository(directory: directory)
        } catch {
            throw PreviewFailure(error)
        }
    }

    func files(_ revision: Revision) -> RepositorySources { RepositorySources(local, identity, revision) }

    /// The path of the one sync that reads this repository; otherwise all of it.
    func path(_ base: LocalCommit, _ head: LocalCommit) throws(PreviewFailure) -> String {
        for commit in [base, head] {
            let syncs = identity.syncs(in: try local.formerRevision(commit, below: "").declared)
            if syncs.count == 1 { return String(syncs[0].spec.path.drop { $0 == "/" }) }
            if syncs.count > 1 { return "" }
        }
        return ""
    }
}
