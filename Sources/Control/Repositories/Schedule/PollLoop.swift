import Jobs
public import Logging
import SQL
import Synchronization

/// What a ``PollLoop`` asks, and what it does with the answers.
public protocol Polling: Sendable {
    /// Tells targets apart.
    associatedtype Key: Hashable & Sendable
    /// What a question brought.
    associatedtype Answer: Sendable

    /// The targets as the store has them.
    /// - Parameter busy: Targets whose questions are not over.
    func look(busy: Set<Key>) async throws -> PollLook<Key>
    /// Asks one target. Never throws: a failure is an answer.
    func ask(_ key: Key) async -> PollAnswer<Answer>
    /// Writes down what the answer changes, if it changes anything, with the time of the next question.
    func settle(_ key: Key, _ answer: PollAnswer<Answer>, _ next: PollNext) async
}

/// The targets, and those of them that something is said to have happened to.
public struct PollLook<Key: Hashable & Sendable>: Sendable {
    /// Every target.
    public var targets: [PollTarget<Key>]
    /// Targets to be asked at once.
    public var hurried: [Key]

    /// States what was seen.
    public init(targets: [PollTarget<Key>], hurried: [Key] = []) {
        self.targets = targets
        self.hurried = hurried
    }
}

/// An answer and what the schedule has to know of it.
public struct PollAnswer<Answer: Sendable>: Sendable {
    /// For the schedule.
    public let outcome: PollOutcome
    /// For whoever asked.
    public let answer: Answer

    /// States an answer.
    public init(_ outcome: PollOutcome, _ answer: Answer) {
        self.outcome = outcome
        self.answer = answer
    }
}

/// When a target is asked next.
public struct PollNext: Sendable, Equatable {
    /// From now.
    public let pause: Duration
    /// Failures in a row up to now.
    public let failures: Int

    /// States it.
    public init(pause: Duration, failures: Int) {
        self.pause = pause
        self.failures = failures
    }
}

/// Asks targets when they are due, side by side. It looks at the store when it is told to, and otherwise seldom: rest
/// costs nothing but the questions.
public final class PollLoop<Source: Polling>: Sendable {
    /// Between two looks that nobody asked for.
    private static var unasked: Duration { .seconds(300) }
    /// Until a look that failed is tried again.
    private static var retry: Duration { .seconds(2) }

    private let source: Source
    private let logger: Logger
    private let schedule: Mutex<PollSchedule<Source.Key>>
    private let shouldLook = Mutex(true)
    private let signal = Signal()

    /// A loop over a source.
    public init(_ source: Source, rules: PollRules = PollRules(), logger: Logger) {
        self.source = source
        self.logger = logger
        schedule = Mutex(PollSchedule(rules: rules))
    }

    /// Says that the targets may have changed.
    public func wake() {
        shouldLook.withLock { $0 = true }
        signal.give()
    }

    /// Asks until the task is cancelled.
    public func run() async throws {
        try await withThrowingDiscardingTaskGroup { tasks in
            var nextLook = ContinuousClock.now
            while !Task.isCancelled {
                let isTold = shouldLook.withLock { flag in
                    defer { flag = false }
                    return flag
                }
                if isTold || nextLook <= .now { nextLook = .now + (await look() ? Self.unasked : Self.retry) }
                for key in schedule.withLock({ $0.start(now: .now) }) {
                    tasks.addTask { await self.poll(key) }
                }
                let due = schedule.withLock { $0.next(after: .now) }
                await signal.wait(upTo: min(nextLook, due ?? nextLook) - .now)
            }
        }
    }

    private func look() async -> Bool {
        do {
            let seen = try await source.look(busy: schedule.withLock { $0.busy })
            schedule.withLock { schedule in
                schedule.update(seen.targets, now: .now)
                schedule.hurry(seen.hurried, now: .now)
            }
            return true
        } catch {
            if !Task.isCancelled {
                logger.error("cannot read what to poll, trying again", metadata: ["error": "\(error)"])
            }
            return false
        }
    }

    private func poll(_ key: Source.Key) async {
        let answer = await source.ask(key)
        let (pause, failures) = schedule.withLock {
            $0.pause(key, after: answer.outcome, random: .random(in: 0..<1))
        }
        // A question that our own end cut short says nothing about the target.
        if !Task.isCancelled { await source.settle(key, answer, PollNext(pause: pause, failures: failures)) }
        schedule.withLock { $0.finish(key, answer.outcome, pause: pause, now: .now) }
        signal.give()
    }
}
