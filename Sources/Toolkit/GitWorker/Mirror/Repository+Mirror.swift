import CLibGit2
import Git
import GitObjects
import Glibc

/// Repositories as mirrors: what cannot be read is damage, which is healed.
extension Repository {
    static func openMirror(_ path: String) throws(GitError) -> Repository {
        try GitError.readingMirror { () throws(LibGit2Error) in try Repository(bare: path) }
    }

    static func create(at path: String) throws(GitError) {
        var repository: OpaquePointer?
        defer { git_repository_free(repository) }
        let status = git_repository_init(&repository, path, 1)
        let reason = errno
        if status < 0 { throw .storage(path, doing: "the mirror cannot be made", systemError: reason) }
    }

    /// What is told of a commit; nil when the mirror does not have it complete.
    func mirrored(_ id: ObjectID) throws(GitError) -> GitCommit? {
        try GitError.readingMirror { () throws(LibGit2Error) in try detail(ofCommit: id) }
    }
}

extension GitError {
    /// Runs what reads a mirror.
    static func readingMirror<T>(_ body: () throws(LibGit2Error) -> T) throws(GitError) -> T {
        do {
            return try body()
        } catch {
            throw .damage(error)
        }
    }

    /// What is in the mirror, or should be, cannot be read.
    static func damage(_ error: LibGit2Error?) -> GitError {
        if let error, error.isStorage {
            return .storage("the mirror", doing: "it cannot be read or written", systemError: error.systemError)
        }
        let what = error.map(\.message) ?? ""
        return GitError(
            .corrupt, "the mirror of the repository is damaged\(what.isEmpty ? "" : ": \(what)")",
            fix: "it is cloned afresh by itself; if that repeats, check the disk below the state directory")
    }
}
