import CLibGit2
import Git
import GitObjects

/// Answers which files a commit has below a path, or what changed there since another commit.
struct Listing {
    let query: WorkerRequest.FileQuery
    let limits: GitLimits
    let remote: GitRemote

    func run(in repository: Repository, to output: AnswerOutput) throws(GitError) -> WorkerAnswer {
        guard let root = try tree(of: query.commit, repository) else { throw Self.notFetched(query.commit) }
        let found = try entry(root, repository)
        guard let new = found, new.isTree || new.isFile else { throw notFound(found) }
        let before = try query.since.flatMap { (id) throws(GitError) in try tree(of: id, repository) }
        let old = try before.flatMap { (tree) throws(GitError) in try entry(tree, repository) }
        try MirrorComparison(repository, query, limits, output).compare(old, new)
        return .listed(isComplete: before == nil)
    }

    private func tree(of commit: ObjectID, _ repository: Repository) throws(GitError) -> git_oid? {
        try GitError.readingMirror { () throws(LibGit2Error) in try repository.tree(ofCommit: commit) }
    }

    private func entry(_ root: git_oid, _ repository: Repository) throws(GitError) -> TreeEntry? {
        try GitError.readingMirror { () throws(LibGit2Error) in try repository.entry(at: query.path, inTree: root) }
    }

    static func notFetched(_ commit: ObjectID) -> GitError {
        GitError(.commitNotFound, "commit \(commit.hex) is not in the mirror", fix: "it is fetched first")
    }

    private func notFound(_ entry: TreeEntry?) -> GitError {
        let what = entry.map {
            $0.isSymbolicLink
                ? "is a symbolic link, which is never followed" : "is a submodule, which is never followed"
        }
        return GitError(
            .pathNotFound, "'\(query.path)' \(what ?? "does not exist") in commit \(query.commit.hex) of \(remote)",
            fix: "check the path; it is written from the root of the repository")
    }
}
