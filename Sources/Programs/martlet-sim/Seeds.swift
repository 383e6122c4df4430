import ArgumentParser
import RolloutSimulation

/// Runs rollouts under a virtual clock, one world a seed.
struct Seeds: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seeds",
        abstract: "Runs rollouts under a virtual clock, one world a seed, and holds them against their promises.",
        discussion: """
            A world is a fleet with a policy, versions good and bad, devices that fail, hang, vanish, leave and return, \
            operators, and a server that dies. The same seed does the same on every machine.

            EXAMPLES
              martlet-sim seeds --from 1 --count 20000
              martlet-sim seeds --from 470 --trace

            EXIT STATUS
              0 every promise was kept, 1 a seed broke one, 64 wrong use.
            """)

    /// More failures than these say nothing new.
    private static let shownFailures = 20

    @Option(help: "The first seed.")
    var from: UInt64 = 1

    @Option(help: "How many seeds.")
    var count: UInt64 = 1000

    @Flag(help: "Prints what happens in the first seed, and runs no other.")
    var trace = false

    func validate() throws {
        guard count > 0, from <= UInt64.max - count else {
            throw ValidationError("--count must be at least 1, and the last seed fit 64 bits.")
        }
    }

    func run() throws {
        if trace { return try runTraced() }
        let summary = SeedRun.run(seeds: from..<(from + count))
        print("seeds \(from)…\(from + count - 1): \(summary.failures.count) of \(summary.seeds) failed")
        show(summary.failures)
        let counts = summary.counts
        let passed = UInt64(summary.failures.count) < count
        if passed {
            print(
                "in those that passed: \(counts.occurrences) occurrences, \(counts.steps) steps, \(counts.crashes) crashes"
            )
            print(counts.states.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }
        if !summary.failures.isEmpty { throw ExitCode(1) }
    }

    private func show(_ failures: [SeedFailure]) {
        for failure in failures.prefix(Self.shownFailures) { print("  seed \(failure.seed): \(failure.reason)") }
        let left = failures.count - Self.shownFailures
        if left > 0 { print("  and \(left) more") }
    }

    private func runTraced() throws {
        do {
            _ = try SeedRun.run(seed: from) { print($0) }
        } catch {
            print("seed \(from): \(error)")
            throw ExitCode(1)
        }
    }
}
