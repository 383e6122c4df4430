import CLibGit2
import Git
import GitObjects

/// Sends what a query asks for: the files that differ, with their content.
final class MirrorComparison {
    private let repository: Repository
    private let query: WorkerRequest.FileQuery
    private let limits: GitLimits
    private let output: AnswerOutput
    private var totalBytes: UInt64 = 0

    init(_ repository: Repository, _ query: WorkerRequest.FileQuery, _ limits: GitLimits, _ output: AnswerOutput) {
        self.repository = repository
        self.query = query
        self.limits = limits
        self.output = output
    }

    func compare(_ old: TreeEntry?, _ new: TreeEntry?) throws(GitError) {
        let scope = TreeScope(
            path: query.path, suffixes: query.suffixes, maxEntries: limits.maxEntries, maxFiles: limits.maxFiles)
        let walk = TreeWalk<GitError>(repository, scope, failing: { self.failure($0) }) {
            (step) throws(GitError) in try self.send(step)
        }
        try walk.compare(old, new)
    }

    private func send(_ step: TreeStep) throws(GitError) {
        switch step {
        case .deleted(let path): output.send(.deleted(path))
        case .skipped(let entry): output.send(.skipped(entry))
        case .found(let entry, let path, let size): try send(entry, path, size)
        }
    }

    private func send(_ entry: TreeEntry, _ path: String, _ size: UInt64) throws(GitError) {
        guard let blob = ObjectID(entry.id) else { throw .damage(nil) }
        var file = TreeFile(path: path, blob: blob, mode: entry.mode, size: size, content: nil)
        if entry.isFile && size <= query.maxFileBytes && !query.known.contains(blob) {
            totalBytes += size
            guard totalBytes <= limits.maxTotalBytes else { throw failure(.tooLarge("\(limits.maxTotalBytes) bytes")) }
            file.content = try GitError.readingMirror { () throws(LibGit2Error) in
                try repository.content(of: entry.id)
            }
        }
        output.send(.file(file))
    }

    private func failure(_ error: TreeWalkError) -> GitError {
        switch error {
        case .unreadable(let error): .damage(error)
        case .tooLarge(let what):
            GitError(
                .tooLarge, "'/\(query.path)' in commit \(query.commit.hex) has more than \(what)",
                fix: "point the path at a smaller directory, or raise the limit")
        }
    }
}
