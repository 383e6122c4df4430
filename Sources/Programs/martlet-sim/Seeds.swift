import ArgumentParser
import RolloutSimulation

/// Runs rollouts under a virtual clock, one world a seed.
struct Seeds: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seeds",
        abstract: "Runs rollouts under a virtual clock, one world a seed, and holds them against their promises.")

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
        if trace {
            _ = try SeedRun.run(seed: from) { print($0) }
            return
        }
        let summary = SeedRun.run(seeds: from..<(from + count))
        print("seeds \(from)…\(from + count - 1): \(summary.failures.count) of \(summary.seeds) failed")
        for failure in summary.failures.prefix(20) { print("  seed \(failure.seed): \(failure.reason)") }
        let counts = summary.counts
        print("\(counts.occurrences) occurrences, \(counts.steps) steps, \(counts.crashes) crashes")
        print(counts.states.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        if !summary.failures.isEmpty { throw ExitCode(1) }
    }
}
