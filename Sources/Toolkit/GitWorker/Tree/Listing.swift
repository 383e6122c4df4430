import CLibGit2
import Git

/// Answers which files a commit has below a path, or what changed there since another commit.
struct Listing {
    let query: WorkerRequest.FileQuery
    let limits: GitLimits
    let remote: GitRemote

    func run(in repository: Repository, to output: AnswerOutput) throws(GitError) -> WorkerAnswer {
        guard let root = try repository.tree(ofCommit: query.commit) else { throw Self.notFetched(query.commit) }
        guard let new = try repository.entry(at: query.path, inTree: root), new.isTree || new.isFile else {
            throw notFound(try repository.entry(at: query.path, inTree: root))
        }
        let before = try query.since.flatMap { (id) throws(GitError) in try repository.tree(ofCommit: id) }
        let old = try before.flatMap { (tree) throws(GitError) in try repository.entry(at: query.path, inTree: tree) }
        let comparison = TreeComparison(repository, query, limits, output)
        try comparison.compare(old, new, path: query.path, depth: 0)
        return .listed(isComplete: before == nil)
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
