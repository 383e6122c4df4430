import CLibGit2
import Git
import Glibc

/// An open bare repository. Confined to the thread that opened it.
final class Repository {
    let pointer: OpaquePointer
    let objects: OpaquePointer

    init(opening path: String) throws(GitError) {
        var repository: OpaquePointer?
        var objects: OpaquePointer?
        do {
            try LibGit2Error.check(git_repository_open_bare(&repository, path))
            try LibGit2Error.check(git_repository_odb(&objects, repository))
        } catch {
            git_repository_free(repository)
            throw .damage(error)
        }
        guard let repository, let objects else { throw .damage(nil) }
        pointer = repository
        self.objects = objects
    }

    deinit {
        git_odb_free(objects)
        git_repository_free(pointer)
    }

    static func create(at path: String) throws(GitError) {
        var repository: OpaquePointer?
        defer { git_repository_free(repository) }
        let status = git_repository_init(&repository, path, 1)
        let reason = errno
        if status < 0 { throw .storage(path, doing: "the mirror cannot be made", systemError: reason) }
    }

    /// The tree of a commit; nil when the mirror does not have the commit.
    func tree(ofCommit id: ObjectID) throws(GitError) -> git_oid? {
        try withCommit(id) { commit in git_commit_tree_id(commit)?.pointee } ?? nil
    }

    /// Looks a commit up for the time of `body`; nil when the mirror does not have it.
    func withCommit<T>(_ id: ObjectID, _ body: (OpaquePointer?) -> T) throws(GitError) -> T? {
        var commit: OpaquePointer?
        defer { git_commit_free(commit) }
        var name = id.libgit2
        do {
            try LibGit2Error.check(git_commit_lookup(&commit, pointer, &name))
            return body(commit)
        } catch {
            if error.isNotFound { return nil }
            throw .damage(error)
        }
    }
}

extension GitError {
    /// What is in the mirror, or should be, cannot be read.
    static func damage(_ error: LibGit2Error?) -> GitError {
        if let error, error.isStorage {
            return .storage("the mirror", doing: "it cannot be read or written", systemError: error.systemError)
        }
        return GitError(
            .corrupt, "the mirror of the repository is damaged\(error.map { ": \($0.message)" } ?? "")",
            fix: "it is cloned afresh by itself; if that repeats, check the disk below the state directory")
    }
}
