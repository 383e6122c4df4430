/// Puts the frames of one worker together. The worker is not trusted: it may have been taken over by what it read.
struct AnswerCollector {
    enum Outcome: Sendable {
        case listed(TreeDelta)
        case resolved(ObjectID)
        case commit(GitCommit)
        case history(GitHistory)
        case failed(GitError)
    }

    /// Bytes that one file or commit may cost beside its content: path, name and lengths.
    private static let overhead: UInt64 = 8192

    private var decoder: FrameDecoder
    private var delta = TreeDelta()
    private var history = GitHistory()
    private(set) var outcome: Outcome?

    /// - Parameter maxPartBytes: content of one file, or message and signature of one commit.
    init(limits: GitLimits, maxPartBytes: UInt64) {
        let frame = min(maxPartBytes, limits.maxTotalBytes) + Self.overhead
        // Deleted and skipped entries are as many as a listing may look at, in either commit.
        let stream = limits.maxTotalBytes + 2 * UInt64(limits.maxEntries) * 256 + UInt64(limits.maxFiles) * 256
        decoder = FrameDecoder(maxFrameBytes: Int(clamping: frame), maxStreamBytes: Int(clamping: stream))
    }

    /// Takes what the worker wrote next. Returns whether the outcome is known.
    mutating func take(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Bool {
        try decoder.append(bytes)
        while let frame = try decoder.next() {
            guard outcome == nil else { throw WireError("a frame follows the last one") }
            accept(try WorkerAnswer(decoding: frame))
        }
        return outcome != nil
    }

    private mutating func accept(_ answer: WorkerAnswer) {
        switch answer {
        case .file(let file): delta.files.append(file)
        case .deleted(let path): delta.deleted.append(path)
        case .skipped(let entry): delta.skipped.append(entry)
        case .listed(let isComplete):
            delta.isComplete = isComplete
            // A worker lists what is gone directory by directory.
            delta.deleted.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            outcome = .listed(delta)
        case .resolved(let id): outcome = .resolved(id)
        case .commit(let commit): outcome = .commit(commit)
        case .historyCommit(let commit): history.commits.append(commit)
        case .historyEnd(let isCut, let isDescendant):
            history.isCut = isCut
            history.isDescendant = isDescendant
            outcome = .history(history)
        case .failed(let error): outcome = .failed(error)
        }
    }
}
