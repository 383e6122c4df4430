import CLibGit2
import Git

/// A git repository on this machine: a clone with or without a work tree, a linked work tree, or a directory inside one.
/// It is read and never changed: nothing is checked out, and no hook, filter or attribute is obeyed.
///
/// Not for several threads at once: each opens its own, which is cheap.
public final class LocalRepository {
    /// As it was named.
    public let directory: String
    let repository: Repository

    /// Opens the repository that a directory is, or lies in.
    ///
    /// It may belong to another user: nothing in it is run or obeyed, which is what git guards against with
    /// `safe.directory`.
    public init(directory: String) throws(LocalRepositoryError) {
        self.directory = directory
        do {
            try LibrarySettings.startForLocal()
            var opened: OpaquePointer?
            try LibGit2Error.check(git_repository_open_ext(&opened, directory, 0, nil))
            repository = try Repository(owning: opened)
        } catch {
            throw .opening(error, directory)
        }
    }

    /// Root of the work tree with a trailing slash; nil for a bare repository.
    public var workTree: String? {
        git_repository_workdir(repository.pointer).map { String(cString: $0) }
    }

    /// Addresses of its remotes as they are configured, which may hold credentials.
    public var remoteAddresses: [String] {
        var names = git_strarray()
        defer { git_strarray_dispose(&names) }
        guard git_remote_list(&names, repository.pointer) == 0 else { return [] }
        return UnsafeBufferPointer(start: names.strings, count: names.count).compactMap { name in
            var remote: OpaquePointer?
            defer { git_remote_free(remote) }
            guard git_remote_lookup(&remote, repository.pointer, name) == 0 else { return nil }
            return git_remote_url(remote).map { String(cString: $0) }
        }
    }

    func reading<T>(_ body: () throws(LibGit2Error) -> T) throws(LocalRepositoryError) -> T {
        do {
            return try body()
        } catch {
            throw .unreadable(error, in: directory)
        }
    }
}
