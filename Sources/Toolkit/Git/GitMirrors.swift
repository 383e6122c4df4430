import Deadlines
import Glibc
import Logging
import Synchronization

/// Reads git repositories through bare mirrors on disk: one for each organization, address and credential.
///
/// Nothing of a repository is ever opened in this process. Each call runs one worker process or a few, with a deadline
/// and limits, so that a silent server or a fault in a C library costs an error and no more. There is no checkout.
public final class GitMirrors: Sendable {
    private let directory: String
    private let worker: WorkerProcess
    private let limits: GitLimits
    private let network: GitNetwork
    private let spares = SpareWorkers()
    private let slots: WorkerSlots
    private let logger: Logger

    /// - Parameters:
    ///   - directory: where the mirrors are; made with mode 0700 when it is missing. Removing it costs transfers only.
    ///   - workerCommand: program (absolute path) and arguments that run `GitWorker.main()`, such as `martletd git-worker`.
    ///   - network: what holds for connections to every git server.
    public init(
        directory: String, workerCommand: [String], limits: GitLimits = GitLimits(),
        network: GitNetwork = GitNetwork(), logger: Logger
    ) {
        self.directory = directory
        worker = WorkerProcess(command: workerCommand)
        self.limits = limits
        self.network = network
        slots = WorkerSlots(limits)
        self.logger = logger
        // A worker may die before it has read its request; the write must then fail and not kill the server.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Keeps workers started ahead until the task is cancelled: each operation then saves the time in which a program starts.
    /// Without this, every operation starts its own.
    public func keepWorkersReady() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.spareWorkers { group.addTask { await self.keepOneReady() } }
        }
    }

    /// How many workers are started ahead.
    package var readyWorkers: Int { spares.count }

    /// As many as follow one another closely in a pass.
    private static let spareWorkers = 2

    private func keepOneReady() async {
        while !Task.isCancelled {
            do {
                try await worker.wait(for: spares)
            } catch {
                // Whoever needs one hears why it does not start; here it is only tried again, not in a spin.
                try? await Task.sleep(for: .seconds(5))
            }
        }
    }

    /// Asks the server what a reference points to; no objects are transferred. Annotated tags give their commit.
    ///
    /// - Parameter reference: a branch, else a tag, of that name; `HEAD`; a full name (`refs/…`); or a commit as 40
    ///   digits, which is its own answer and asks nobody.
    public func resolve(_ remote: GitRemote, reference: String) async throws(GitError) -> ObjectID {
        try ReferenceName.check(reference)
        if let commit = ObjectID(hex: reference) {
            try remote.check()
            return commit
        }
        guard case .resolved(let id) = try await perform(.resolve(reference: reference), on: remote) else {
            throw Self.unexpectedAnswer
        }
        return id
    }

    /// Brings a commit into the mirror. Asks nobody when it is there already.
    ///
    /// - Parameter reference: what ``resolve(_:reference:)`` was asked for; only this reference is transferred.
    public func fetch(_ remote: GitRemote, reference: String, commit: ObjectID) async throws(GitError) -> GitCommit {
        try ReferenceName.check(reference)
        guard case .commit(let detail) = try await perform(.fetch(reference: reference, commit: commit), on: remote)
        else {
            throw Self.unexpectedAnswer
        }
        return detail
    }

    /// Lists the files of a fetched commit below a path, with their content, or what changed since another commit.
    ///
    /// - Parameters:
    ///   - path: a directory or one file, from the root of the repository; `/` or empty for all.
    ///   - since: a commit that was applied before. When the mirror does not know it, the listing is complete.
    ///   - maxFileBytes: content of larger files is left out; the default of the limits when nil.
    ///   - suffixes: only files whose name ends so, such as `.yaml`, in any letter case; a file that `path` names itself always counts.
    ///     Symbolic links and submodules are reported whatever their name: they may stand for a whole directory.
    ///   - known: content that is not wanted, since it is known; its files are listed without.
    public func files(
        _ remote: GitRemote, commit: ObjectID, path: String, since: ObjectID? = nil, maxFileBytes: UInt64? = nil,
        suffixes: [String]? = nil, known: Set<ObjectID> = []
    ) async throws(GitError) -> TreeDelta {
        let query = WorkerRequest.FileQuery(
            commit: commit, path: try RepositoryPath.normalise(path), since: since,
            maxFileBytes: min(maxFileBytes ?? limits.maxFileBytes, limits.maxTotalBytes), suffixes: suffixes,
            known: known)
        guard case .listed(let delta) = try await perform(.files(query), on: remote) else {
            throw Self.unexpectedAnswer
        }
        return delta
    }

    /// Tells the commits that lead to a fetched head, and whether it was made on top of another.
    ///
    /// - Parameters:
    ///   - since: a commit that was there before; it and what it was made from are left out. When the mirror does not
    ///     know it, the history goes back to the first commit.
    ///   - limit: most commits to tell. The history says whether there are more.
    ///   - signatures: also tell signatures and what they sign. Fails with ``GitError/Code/tooLarge`` at a commit object
    ///     or a signature that is larger than ``CommitSignature`` allows.
    public func history(
        _ remote: GitRemote, head: ObjectID, since: ObjectID?, limit: UInt32, signatures: Bool = false
    ) async throws(GitError) -> GitHistory {
        let query = WorkerRequest.HistoryQuery(head: head, since: since, limit: limit, signatures: signatures)
        guard case .history(let history) = try await perform(.history(query), on: remote) else {
            throw Self.unexpectedAnswer
        }
        return history
    }

    private static let unexpectedAnswer = GitError.worker("the git worker gave an answer to another question")
}

extension GitMirrors {
    /// One operation under one deadline; a damaged mirror is rebuilt, once, and the operation repeated.
    private func perform(
        _ operation: WorkerRequest.Operation, on remote: GitRemote
    ) async throws(GitError) -> AnswerCollector.Outcome {
        try remote.check()
        let started = Atomic(false)
        do {
            return try await within(limits.deadline) { [self] in
                try await slots.withSlot(for: remote) {
                    started.store(true, ordering: .relaxed)
                    return try await runHealing(operation, on: remote)
                }
            }
        } catch let error as GitError {
            throw error
        } catch is TimeIsOver {
            throw started.load(ordering: .relaxed) ? timeout(remote) : WorkerSlots.busy
        } catch let death as WorkerDeath {
            throw .worker(death.message)
        } catch {
            throw .cancelled
        }
    }

    private func runHealing(
        _ operation: WorkerRequest.Operation, on remote: GitRemote
    ) async throws -> AnswerCollector.Outcome {
        do {
            return try await run(operation, on: remote)
        } catch let damage where Self.isDamage(damage) {
            guard let rebuild = operation.rebuild else { throw damage }
            logger.warning(
                "a git mirror is damaged and is cloned afresh",
                metadata: ["repository": "\(remote)", "error": "\(damage)"])
            _ = try await run(rebuild, on: remote)
            return try await run(operation, on: remote)
        }
    }

    private func run(
        _ operation: WorkerRequest.Operation, on remote: GitRemote
    ) async throws -> AnswerCollector.Outcome {
        let request = WorkerRequest(
            directory: directory, parent: getpid(), remote: remote, network: network, limits: limits,
            operation: operation)
        let collector = AnswerCollector(limits: limits, maxPartBytes: operation.maxPartBytes)
        let outcome = try await outcome(of: request, collector)
        logger.debug("git worker", metadata: ["repository": "\(remote)", "operation": "\(operation.name)"])
        if case .failed(let error) = outcome { throw error }
        return outcome
    }

    private func outcome(
        of request: WorkerRequest, _ collector: AnswerCollector
    ) async throws -> AnswerCollector.Outcome {
        if let outcome = try await spares.run(request, collector) { return outcome }
        return try await worker.run(request, collector: collector)
    }

    private static func isDamage(_ error: any Error) -> Bool {
        if let error = error as? GitError { return error.code == .corrupt }
        // SIGKILL is the end of a worker that was out of time or memory, and no sign of a bad file.
        return (error as? WorkerDeath)?.signal.map { [SIGBUS, SIGSEGV, SIGABRT, SIGILL, SIGTRAP].contains($0) } ?? false
    }

    private func timeout(_ remote: GitRemote) -> GitError {
        GitError(
            .timeout, "\(remote) did not finish within \(limits.deadline)",
            fix: "check that the git server answers; a large repository needs a longer deadline")
    }
}

extension WorkerRequest.Operation {
    /// What mends the mirror that this operation found damaged.
    fileprivate var rebuild: Self? {
        switch self {
        case .resolve, .rebuild: nil
        case .fetch(let reference, let commit): .rebuild(reference: reference, commit: commit)
        case .files(let query): .rebuild(reference: nil, commit: query.commit)
        case .history(let query): .rebuild(reference: nil, commit: query.head)
        }
    }

    fileprivate var maxPartBytes: UInt64 {
        switch self {
        case .files(let query): query.maxFileBytes
        case .history(let query): UInt64(HistoryCommit.maxBytes(signed: query.signatures))
        case .resolve, .fetch, .rebuild: 0
        }
    }
}
