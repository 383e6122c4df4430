import GitObjects
import Preview
import Resources

/// A repository that is looked into, and what is known of its place in the fleet.
struct PlanSources {
    let local: LocalRepository
    let identity: RepositoryIdentity

    /// - Parameters:
    ///   - repository: The Repository that stands for it; nil finds it by address.
    ///   - commits: Those that are looked at, the base first.
    init(_ local: LocalRepository, repository: String?, commits: [LocalCommit]) {
        self.local = local
        identity = RepositoryIdentity(
            addresses: local.remoteAddresses, name: repository, sides: commits.map(local.foundations))
    }

    static func open(_ directory: String) throws(PreviewFailure) -> LocalRepository {
        do {
            return try LocalRepository(directory: directory)
        } catch {
            throw PreviewFailure(error)
        }
    }

    func files(_ commit: LocalCommit) -> RepositorySources { RepositorySources(local, identity, commit) }

    /// The path of the one sync that reads this repository; otherwise all of it.
    var path: String { identity.syncs.count == 1 ? identity.syncs[0].path : "" }
}
