import CLibGit2
import Git

/// An open repository. Confined to the thread that opened it.
package final class Repository {
    package let pointer: OpaquePointer
    package let objects: OpaquePointer

    /// Takes over what `git_repository_open` and its like gave, also when this fails.
    package init(owning repository: OpaquePointer?) throws(LibGit2Error) {
        var objects: OpaquePointer?
        do {
            try LibGit2Error.check(git_repository_odb(&objects, repository))
        } catch {
            git_repository_free(repository)
            throw error
        }
        guard let repository, let objects else { throw .nothing }
        pointer = repository
        self.objects = objects
    }

    /// Opens a bare repository.
    package convenience init(bare path: String) throws(LibGit2Error) {
        var repository: OpaquePointer?
        try LibGit2Error.check(git_repository_open_bare(&repository, path))
        try self.init(owning: repository)
    }

    deinit {
        git_odb_free(objects)
        git_repository_free(pointer)
    }

    /// The tree of a commit; nil when the repository does not have the commit.
    package func tree(ofCommit id: ObjectID) throws(LibGit2Error) -> git_oid? {
        try withCommit(id) { commit in git_commit_tree_id(commit)?.pointee } ?? nil
    }

    /// Looks a commit up for the time of `body`; nil when the repository does not have it.
    package func withCommit<T>(_ id: ObjectID, _ body: (OpaquePointer?) -> T) throws(LibGit2Error) -> T? {
        var commit: OpaquePointer?
        defer { git_commit_free(commit) }
        var name = id.libgit2
        do {
            try LibGit2Error.check(git_commit_lookup(&commit, pointer, &name))
            return body(commit)
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }
}
