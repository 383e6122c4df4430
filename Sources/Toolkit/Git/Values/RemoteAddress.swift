package import Addresses

/// The address of a repository, checked before anything is started for it.
package struct RemoteAddress: Sendable {
    /// Where it is.
    package let place: RepositoryAddress
    /// The address for people: nothing in it is secret, because passwords, queries and fragments are refused.
    package let display: String

    package init(_ url: String) throws(GitError) {
        do {
            place = try RepositoryAddress(url)
        } catch {
            throw .address("the repository address \(error)")
        }
        display = url
    }

    /// Whether it is reached over SSH.
    var isSSH: Bool {
        switch place {
        case .ssh: true
        case .web: false
        }
    }
}
