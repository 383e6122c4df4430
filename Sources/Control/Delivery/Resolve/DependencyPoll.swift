import Logging
public import Repositories
import SQL
import Store

/// Notices that a place that specs draw on has changed: one question per place and interval, however many specs share
/// it. Nothing is written while nothing changed.
public struct DependencyPoll: Sendable {
    private let loop: PollLoop<DependencyPolls>

    /// A poll that asks each place once per interval, and less often while it fails.
    public init(engine: DeliveryEngine, interval: Duration, rules: PollRules = PollRules()) {
        loop = PollLoop(DependencyPolls(engine: engine, interval: interval), rules: rules, logger: engine.logger)
    }

    /// Says that Repositories or specs were written.
    public func wake() { loop.wake() }

    /// Polls until the task is cancelled.
    public func run() async throws { try await loop.run() }
}

/// What looking at a place brought.
struct DependencyAnswer: Sendable {
    let result: Result<DependencySighting, SourceFailure>
    let known: DependencyState
}

/// The questions of the poll.
struct DependencyPolls: Polling {
    let engine: DeliveryEngine
    let interval: Duration

    func look(busy: Set<DependencyKey>) async throws -> PollLook<DependencyKey> {
        let (dependencies, hooked) = try await engine.store.database.transaction { connection in
            try (Dependencies.all(connection), RepositoryHooks.take(connection, for: .sources))
        }
        let hurried = dependencies.map(\.key).filter { key in
            key.kind == .git && hooked.contains { $0 == (key.organization, key.repository) }
        }
        return PollLook(targets: dependencies.map { PollTarget($0, interval: interval) }, hurried: hurried)
    }

    func ask(_ key: DependencyKey) async -> PollAnswer<DependencyAnswer?> {
        do {
            let (known, organizations) = try await engine.store.database.read { connection in
                try (Dependencies.state(connection, key), Organizations.all(connection))
            }
            guard let organization = organizations.first(where: { $0.id == key.organization }) else {
                return PollAnswer(.success, nil)
            }
            let reader = SourceReader(engine: engine, organization: organization)
            do {
                let sighting = try await reader.look(key, known)
                return PollAnswer(.success, DependencyAnswer(result: .success(sighting), known: known))
            } catch let failure as SourceFailure {
                return PollAnswer(failure.outcome, DependencyAnswer(result: .failure(failure), known: known))
            }
        } catch {
            engine.logger.error("a dependency could not be looked at, trying again", metadata: ["error": "\(error)"])
            return PollAnswer(.failure(retryAfter: nil, isHostAway: false), nil)
        }
    }

    func settle(_ key: DependencyKey, _ poll: PollAnswer<DependencyAnswer?>, _ next: PollNext) async {
        guard let answer = poll.answer else { return }
        do {
            try await engine.store.database.transaction { connection in
                switch answer.result {
                case .success(let sighting): try Dependencies.note(connection, key, sighting, answer.known)
                case .failure(let failure):
                    try Dependencies.fail(
                        connection, key, problem: failure.description, failures: next.failures,
                        nextInSeconds: next.pause / .seconds(1))
                }
            }
        } catch {
            engine.logger.error("cannot write down a dependency, trying again", metadata: ["error": "\(error)"])
        }
    }
}

extension PollTarget<DependencyKey> {
    /// A place, as the schedule knows it.
    fileprivate init(_ dependency: Dependency, interval: Duration) {
        self.init(
            key: dependency.key, host: dependency.address.flatMap(PollHost.of), interval: interval,
            stamp: dependency.stamp)
        guard let failures = dependency.failures, let wait = dependency.wait else { return }
        memory = PollMemory(failures: Int(failures), wait: .seconds(wait))
    }
}
