public import Logging
import SQL
import Secrets
import Store

/// The leader's probes: every Repository is asked once per interval whether it can be reached, except for those that
/// syncs ask anyway. A probe that changes nothing writes nothing.
public struct RepositoryProbes: Sendable {
    private let loop: PollLoop<ProbePolls>

    /// Probes with jitter, less often while a Repository fails.
    public init(_ probe: RepositoryProbe, interval: Duration, rules: PollRules = PollRules(), logger: Logger) {
        loop = PollLoop(ProbePolls(probe: probe, interval: interval, logger: logger), rules: rules, logger: logger)
    }

    /// Says that Repositories or ResourceSyncs were written: what changed is due at once.
    public func wake() { loop.wake() }

    /// Probes until the task is cancelled.
    public func run() async throws { try await loop.run() }
}

/// Names a Repository that is probed.
struct ProbedRepository: Hashable, Sendable {
    let organization: OrganizationID
    let name: String
}

/// What a probe found.
struct ProbeAnswer: Sendable {
    /// Why the Repository cannot be reached; nil when it can.
    let problem: String?
    /// How it stood before.
    let standing: RepositoryAccess.Standing
}

/// The questions of the probes.
struct ProbePolls: Polling {
    let probe: RepositoryProbe
    let interval: Duration
    let logger: Logger

    func look(busy: Set<ProbedRepository>) async throws -> PollLook<ProbedRepository> {
        let polls = try await probe.store.database.read { try RepositoryPolls.all($0) }
        // A git repository that syncs read from is asked by them, and its condition written by them.
        let probed = polls.filter { $0.id != nil && ($0.syncs == 0 || $0.type != "git") }
        return PollLook(targets: probed.map { PollTarget($0, interval: interval) })
    }

    func ask(_ key: ProbedRepository) async -> PollAnswer<ProbeAnswer?> {
        do {
            let (record, standing, organizations) = try await probe.store.database.read { connection in
                try (
                    Syncs.repository(connection, key.organization, name: key.name),
                    RepositoryAccess.standing(connection, key.organization, key.name),
                    Organizations.all(connection)
                )
            }
            let organization = organizations.first { $0.id == key.organization }
            guard let record, let organization else { return PollAnswer(.success, nil) }
            do {
                try await probe.ask(record, organization: organization.uid)
                return PollAnswer(.success, ProbeAnswer(problem: nil, standing: standing))
            } catch let failure as ProbeFailure {
                return PollAnswer(failure.outcome, ProbeAnswer(problem: failure.problem, standing: standing))
            }
        } catch {
            logger.error("a probe failed, trying again", metadata: ["repository": "\(key.name)", "error": "\(error)"])
            return PollAnswer(.failure(retryAfter: nil, isHostAway: false), nil)
        }
    }

    func settle(_ key: ProbedRepository, _ poll: PollAnswer<ProbeAnswer?>, _ next: PollNext) async {
        guard let answer = poll.answer else { return }
        let isRest = answer.problem == nil && answer.standing.isAccessible && !answer.standing.isRemembered
        guard !isRest else { return }
        do {
            try await probe.store.database.transaction { connection in
                try RepositoryAccess.record(connection, key.organization, key.name, problem: answer.problem)
                guard answer.problem != nil else {
                    return try RepositoryPolls.forget(connection, key.organization, key.name)
                }
                try RepositoryPolls.remember(
                    connection, key.organization, key.name, failures: next.failures,
                    nextInSeconds: next.pause / .seconds(1))
            }
        } catch {
            logger.error("cannot write down a probe, trying again", metadata: ["error": "\(error)"])
        }
    }
}

extension PollTarget<ProbedRepository> {
    /// A Repository, as the schedule knows it.
    fileprivate init(_ poll: RepositoryPoll, interval: Duration) {
        self.init(
            key: ProbedRepository(organization: poll.organization, name: poll.repository),
            host: poll.address.flatMap(PollHost.of), interval: interval, stamp: poll.stamp)
        memory = PollMemory(poll)
    }
}
