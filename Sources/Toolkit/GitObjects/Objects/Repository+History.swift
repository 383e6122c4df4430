import CLibGit2
import Git

extension Repository {
    /// Whether `head` is `base` or was made on top of it. Both must be in the repository.
    package func descends(_ head: ObjectID, from base: ObjectID) throws(LibGit2Error) -> Bool {
        guard head != base else { return true }
        var (young, old) = (head.libgit2, base.libgit2)
        let answer = git_graph_descendant_of(pointer, &young, &old)
        try LibGit2Error.check(answer)
        return answer == 1
    }

    /// What a history tells of a commit, without its signature; nil when the repository does not have it.
    package func historyCommit(_ id: ObjectID) throws(LibGit2Error) -> HistoryCommit? {
        try withCommit(id) { commit in
            let committer = git_commit_committer(commit)?.pointee
            let count = min(git_commit_parentcount(commit), UInt32(HistoryCommit.maxParents))
            return HistoryCommit(
                detail: Self.detail(id, commit),
                parents: (0..<count).compactMap { ObjectID(git_commit_parent_id(commit, $0)) },
                committerName: Self.line(committer?.name, maxBytes: 256),
                committerEmail: Self.line(committer?.email, maxBytes: 256),
                message: Self.message(git_commit_message_raw(commit)), signature: nil)
        }
    }

    /// The bytes of a commit; nil when they are more than `maxBytes`.
    package func commitObject(_ id: ObjectID, maxBytes: Int) throws(LibGit2Error) -> [UInt8]? {
        var object: OpaquePointer?
        defer { git_odb_object_free(object) }
        var name = id.libgit2
        try LibGit2Error.check(git_odb_read(&object, objects, &name))
        guard git_odb_object_type(object) == GIT_OBJECT_COMMIT else { throw .nothing }
        let count = git_odb_object_size(object)
        guard count <= maxBytes else { return nil }
        return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: count))
    }

    private static func message(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "" }
        let whole = String(cString: text)
        guard whole.utf8.count > HistoryCommit.maxMessageBytes else { return whole }
        return String(decoding: whole.utf8.suffix(HistoryCommit.maxMessageBytes), as: UTF8.self)
    }
}
