import CLibGit2
import Git
import GitObjects

/// Answers which commits lead to a head.
final class HistoryWalk {
    private let repository: Repository
    private let query: WorkerRequest.HistoryQuery
    private let limits: GitLimits
    private let output: AnswerOutput
    private var count: UInt32 = 0
    private var bytes: UInt64 = 0
    private var isCut = false

    init(
        _ repository: Repository, _ query: WorkerRequest.HistoryQuery, _ limits: GitLimits, _ output: AnswerOutput
    ) {
        self.repository = repository
        self.query = query
        self.limits = limits
        self.output = output
    }

    func run() throws(GitError) -> WorkerAnswer {
        guard try has(query.head) else { throw Listing.notFetched(query.head) }
        let base = try query.since.flatMap { (id) throws(GitError) in try has(id) ? id : nil }
        let isDescendant = try base.map { (id) throws(GitError) in try descends(from: id) } ?? (query.since == nil)
        let walk = try GitError.readingMirror { () throws(LibGit2Error) in
            try CommitWalk(repository, from: query.head, since: base)
        }
        while let id = try GitError.readingMirror({ () throws(LibGit2Error) in try walk.next() }) {
            guard try send(id) else { break }
        }
        return .historyEnd(isCut: isCut, isDescendant: isDescendant)
    }

    /// Whether it had room.
    private func send(_ id: ObjectID) throws(GitError) -> Bool {
        isCut = count == query.limit
        guard !isCut else { return false }
        let commit = try commit(id)
        bytes += size(of: commit)
        isCut = bytes > limits.maxTotalBytes
        guard !isCut else { return false }
        count += 1
        output.send(.historyCommit(commit))
        return true
    }

    private func commit(_ id: ObjectID) throws(GitError) -> HistoryCommit {
        let found = try GitError.readingMirror { () throws(LibGit2Error) in try repository.historyCommit(id) }
        guard var commit = found else { throw .damage(nil) }
        if query.signatures { commit.signature = try signature(of: id) }
        return commit
    }

    private func signature(of id: ObjectID) throws(GitError) -> CommitSignature? {
        let object = try GitError.readingMirror { () throws(LibGit2Error) in
            try repository.commitObject(id, maxBytes: CommitSignature.maxPayloadBytes)
        }
        guard let object else { throw tooLarge(id, "is larger than \(CommitSignature.maxPayloadBytes) bytes") }
        let signature: CommitSignature?
        do throws(CommitObject.Malformed) {
            signature = try CommitObject.signature(in: object)
        } catch {
            // With two of them it is not unsigned, and what it has is no signature that anybody could verify.
            signature = CommitSignature(armored: [], payload: object)
        }
        guard signature?.armored.count ?? 0 <= CommitSignature.maxBytes else {
            throw tooLarge(id, "has a signature of more than \(CommitSignature.maxBytes) bytes")
        }
        return signature
    }

    private func has(_ id: ObjectID) throws(GitError) -> Bool {
        try GitError.readingMirror { () throws(LibGit2Error) in try repository.withCommit(id) { _ in true } ?? false }
    }

    private func descends(from base: ObjectID) throws(GitError) -> Bool {
        try GitError.readingMirror { () throws(LibGit2Error) in try repository.descends(query.head, from: base) }
    }

    private func size(of commit: HistoryCommit) -> UInt64 {
        let signature = commit.signature.map { $0.armored.count + $0.payload.count } ?? 0
        return UInt64(commit.message.utf8.count + 20 * commit.parents.count + signature + 2048)
    }

    private func tooLarge(_ id: ObjectID, _ what: String) -> GitError {
        GitError(
            .tooLarge, "commit \(id.hex) \(what)", fix: "write a shorter commit message; such a commit is not verified")
    }
}
