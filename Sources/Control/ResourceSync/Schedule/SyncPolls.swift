import Git
import Logging
import Repositories
import Resources
import SQL
import Store

/// Names a Repository that ResourceSyncs read from.
struct PolledRepository: Hashable, Sendable {
    let organization: OrganizationID
    let name: String

    init(organization: OrganizationID, name: String) {
        self.organization = organization
        self.name = name
    }

    /// A Repository as webhooks name it.
    init(_ hooked: (organization: OrganizationID, repository: String)) {
        self.init(organization: hooked.organization, name: hooked.repository)
    }
}

/// What a poll of one Repository found, for all ResourceSyncs that read from it.
struct SyncPollAnswer: Sendable {
    /// Syncs with something to do, with what was found.
    var pending: [(sync: SyncRecord, hint: SyncHint)] = []
    /// Syncs that a new commit does not touch.
    var advances: [SyncAdvance] = []
    /// Syncs that cannot be read, and why.
    var failed: [(syncs: [SyncRecord], why: SyncFailure)] = []
    /// Why the Repository cannot be reached.
    var problem: String?
    /// How the Repository stood before.
    var standing: RepositoryAccess.Standing?

    /// Whether nothing has to be written.
    var isRest: Bool {
        pending.isEmpty && advances.isEmpty && failed.isEmpty && problem == nil && standing?.isAccessible != false
            && standing?.isRemembered != true
    }
}

/// The questions of the scheduler: each Repository is asked for the references of all its syncs at once.
struct SyncPolls: Polling {
    let engine: SyncEngine
    let interval: Duration

    func look(busy: Set<PolledRepository>) async throws -> PollLook<PolledRepository> {
        let (polls, hooked, reliable) = try await engine.store.database.transaction { connection in
            try (
                RepositoryPolls.all(connection), RepositoryHooks.take(connection), RepositoryHooks.reliable(connection)
            )
        }
        let stretched = Set(reliable.map(PolledRepository.init))
        return PollLook(
            targets: polls.filter { $0.syncs > 0 }.map { poll in
                var target = PollTarget(poll, interval: interval)
                target.isHooked = stretched.contains(target.key)
                return target
            }, hurried: hooked.map(PolledRepository.init))
    }

    func ask(_ repository: PolledRepository) async -> PollAnswer<SyncPollAnswer> {
        do {
            let (syncs, standing) = try await engine.store.database.read { connection in
                try (
                    Syncs.reading(connection, repository.organization, repository: repository.name),
                    RepositoryAccess.standing(connection, repository.organization, repository.name)
                )
            }
            let (outcome, answer) = try await SyncQuestion(engine: engine).ask(syncs)
            var known = answer
            known.standing = standing
            return PollAnswer(outcome, known)
        } catch {
            engine.logger.error(
                "a poll failed, trying again", metadata: ["repository": "\(repository.name)", "error": "\(error)"])
            return PollAnswer(.failure(retryAfter: nil, isHostAway: false), SyncPollAnswer())
        }
    }

    func settle(_ repository: PolledRepository, _ poll: PollAnswer<SyncPollAnswer>, _ next: PollNext) async {
        engine.metrics.polled(
            poll.outcome == .success ? (poll.answer.pending.isEmpty ? .unchanged : .pending) : .failure)
        guard !poll.answer.isRest else { return }
        do {
            try await engine.store.database.transaction { try write($0, repository, poll, next) }
        } catch {
            engine.logger.error(
                "cannot write down what a poll found, trying again", metadata: ["error": "\(error)"])
        }
    }

    private func write(
        _ connection: Connection, _ repository: PolledRepository, _ poll: PollAnswer<SyncPollAnswer>, _ next: PollNext
    ) throws {
        let (organization, answer) = (repository.organization, poll.answer)
        for (syncs, why) in answer.failed {
            guard let condition = SyncVerdict.conditions(after: why).first else { continue }
            try Syncs.markInaccessible(
                connection, organization, syncs.map(\.reference.id), reason: condition.reason,
                message: condition.message)
        }
        try Syncs.enqueue(connection, answer.pending.map { ($0.sync, $0.hint.payload) })
        for advance in answer.advances { try advance.write(connection) }
        if !answer.advances.isEmpty || answer.pending.contains(where: { $0.hint.head.hex != $0.sync.observedOID }) {
            try RepositoryHooks.foundChange(connection, organization, repository: repository.name)
        }
        if poll.outcome == .success || answer.problem != nil {
            try RepositoryAccess.record(connection, organization, repository.name, problem: answer.problem)
        }
        if poll.outcome == .success, answer.pending.isEmpty, answer.failed.isEmpty {
            try RepositoryPolls.forget(connection, organization, repository.name)
        } else {
            try RepositoryPolls.remember(
                connection, organization, repository.name, failures: next.failures, nextInSeconds: next.pause.seconds)
        }
    }
}

extension PollTarget<PolledRepository> {
    /// A Repository with syncs, as the schedule knows it.
    init(_ poll: RepositoryPoll, interval: Duration) {
        self.init(
            key: PolledRepository(organization: poll.organization, name: poll.repository),
            host: poll.address.flatMap(PollHost.of), interval: interval, stamp: poll.stamp)
        memory = PollMemory(poll)
    }
}
