import CLibGit2
import Git

extension LocalRepository {
    /// The commit that a revision means: whatever `git rev-parse` takes, such as `main`, `origin/main~2`, a tag or the
    /// beginning of a commit's name.
    public func commit(_ revision: String) throws(LocalRepositoryError) -> LocalCommit {
        guard !revision.isEmpty, revision.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw notFound(revision)
        }
        var (object, peeled): (OpaquePointer?, OpaquePointer?)
        defer {
            git_object_free(object)
            git_object_free(peeled)
        }
        do {
            try LibGit2Error.check(git_revparse_single(&object, repository.pointer, revision))
            try LibGit2Error.check(git_object_peel(&peeled, object, GIT_OBJECT_COMMIT))
        } catch {
            throw refusal(of: revision, error)
        }
        let found = try reading { () throws(LibGit2Error) in
            try ObjectID(git_object_id(peeled)).flatMap { (id) throws(LibGit2Error) in
                try repository.detail(ofCommit: id)
            }
        }
        guard let found else { throw notFound(revision) }
        return LocalCommit(found)
    }

    /// The commit that a tag, or a commit's full name, stands for; nil for branches and whatever else moves.
    public func pinned(_ revision: String) throws(LocalRepositoryError) -> LocalCommit? {
        if ObjectID(hex: revision) != nil { return try? commit(revision) }
        var reference: OpaquePointer?
        defer { git_reference_free(reference) }
        let name = revision.hasPrefix("refs/tags/") ? revision : "refs/tags/\(revision)"
        guard git_reference_lookup(&reference, repository.pointer, name) == 0 else { return nil }
        return try commit(name)
    }

    /// The whole message of a commit; empty when it cannot be read.
    public func message(of commit: LocalCommit) -> String {
        ((try? repository.historyCommit(commit.object)) ?? nil)?.message ?? ""
    }

    /// Whether a commit is the other one, or an ancestor of it. False also when that cannot be known, as in a shallow
    /// clone.
    public func isAncestor(_ ancestor: LocalCommit, of commit: LocalCommit) -> Bool {
        (try? repository.descends(commit.object, from: ancestor.object)) ?? false
    }

    private func refusal(of revision: String, _ error: LibGit2Error) -> LocalRepositoryError {
        switch error.status {
        case GIT_EAMBIGUOUS.rawValue:
            LocalRepositoryError(
                .ambiguousRevision, "'\(revision)' is the beginning of more than one object's name",
                fix: "write more of its digits")
        case GIT_ENOTFOUND.rawValue, GIT_EINVALIDSPEC.rawValue, GIT_EPEEL.rawValue, GIT_EUNBORNBRANCH.rawValue:
            notFound(revision)
        default: error.isStorage ? .unreadable(error, in: directory) : notFound(revision)
        }
    }

    private func notFound(_ revision: String) -> LocalRepositoryError {
        let isShallow = git_repository_is_shallow(repository.pointer) == 1
        return LocalRepositoryError(
            .revisionNotFound, "the git repository at '\(directory)' has no commit '\(revision.printable)'",
            fix: isShallow
                ? "it is a shallow clone: fetch more of its history (git fetch --unshallow; fetch-depth: 0 in a pipeline)"
                : "check the name, and fetch it first when it is a branch of a remote (origin/main)")
    }
}

extension String {
    /// With control characters as `?`, for messages.
    fileprivate var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? "?" : $0 }))
    }
}
