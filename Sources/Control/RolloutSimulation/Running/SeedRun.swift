import Resources
import Rollout

/// Runs seeds: each is a fleet, a policy, versions good and bad, devices that fail, hang, vanish, leave and return, operators, a
/// server that dies between any two calls of the ledger, and jobs that are taken twice; all of it under a virtual clock.
public enum SeedRun {
    /// Runs one seed.
    /// - Parameter trace: is told what happens, line by line.
    /// - Throws: the ``Violation`` of the promise that was broken, or what a ledger threw.
    /// - Returns: how much happened.
    public static func run(seed: UInt64, trace: ((String) -> Void)? = nil) throws -> SeedCounts {
        let simulation = Simulation(seed: seed, trace: trace)
        trace?("policy \(simulation.shownPolicy)")
        try simulation.run()
        simulation.count()
        return simulation.counts
    }

    /// Runs seeds one after the other and stops for none of them.
    /// - Returns: how much happened in all, and those that failed with the reason.
    public static func run(seeds: some Sequence<UInt64>) -> SeedSummary {
        var summary = SeedSummary()
        for seed in seeds {
            summary.seeds += 1
            do {
                summary.counts.add(try run(seed: seed))
            } catch {
                summary.failures.append(SeedFailure(seed: seed, reason: "\(error)"))
            }
        }
        return summary
    }
}

/// How much happened.
public struct SeedCounts: Sendable, Hashable {
    /// Things that happened at all.
    public var occurrences = 0
    /// Steps and commands that were committed.
    public var steps = 0
    /// Steps that were cut off.
    public var crashes = 0
    /// Rollouts by the state they ended in.
    public var states: [String: Int] = [:]

    /// Nothing.
    public init() {}

    mutating func add(_ other: SeedCounts) {
        occurrences += other.occurrences
        steps += other.steps
        crashes += other.crashes
        states.merge(other.states, uniquingKeysWith: +)
    }
}

/// A seed that broke a promise.
public struct SeedFailure: Sendable, Hashable {
    /// The seed; running it again does the same.
    public let seed: UInt64
    /// Which promise, and how.
    public let reason: String
}

/// What became of many seeds.
public struct SeedSummary: Sendable, Hashable {
    /// How many ran.
    public var seeds = 0
    /// How much happened in those that passed.
    public var counts = SeedCounts()
    /// Those that broke a promise.
    public var failures: [SeedFailure] = []

    /// None.
    public init() {}
}

extension Simulation {
    var shownPolicy: String {
        store.fleet.policy.map { String(decoding: canonicalJSON(of: $0), as: UTF8.self) } ?? "none"
    }

    /// Counts the rollouts by their states.
    func count() {
        for rollout in store.fleet.rollouts { counts.states[rollout.state.rawValue, default: 0] += 1 }
    }
}
