import CLibGit2
import Git

/// Goes from a commit to those it was made from: itself first, then from young to old.
package final class CommitWalk {
    private var walker: OpaquePointer?

    /// - Parameter since: left out, together with what it was made from. Both must be in the repository.
    package init(_ repository: Repository, from head: ObjectID, since: ObjectID?) throws(LibGit2Error) {
        try LibGit2Error.check(git_revwalk_new(&walker, repository.pointer))
        var start = head.libgit2
        try LibGit2Error.check(git_revwalk_push(walker, &start))
        guard var end = since?.libgit2 else { return }
        try LibGit2Error.check(git_revwalk_hide(walker, &end))
    }

    deinit { git_revwalk_free(walker) }

    /// Nil when there is no further one.
    package func next() throws(LibGit2Error) -> ObjectID? {
        var id = git_oid()
        let status = git_revwalk_next(&id, walker)
        if status == GIT_ITEROVER.rawValue { return nil }
        try LibGit2Error.check(status)
        return ObjectID(id)
    }
}
