import RolloutSimulation
import Testing

@Suite("Rollouts under a virtual clock")
struct SeedTests {
    /// In ten parts, so that they run side by side and a failure says where.
    static let parts: [ClosedRange<UInt64>] = (0..<10).map { ($0 * 100 + 1)...($0 * 100 + 100) }

    @Test("No schedule breaks a promise (P7)", arguments: parts)
    func seeds(_ seeds: ClosedRange<UInt64>) {
        let summary = SeedRun.run(seeds: seeds)
        print("rollout seeds \(seeds.lowerBound)…\(seeds.upperBound): \(summary.failures.count) failed")
        #expect(summary.failures.isEmpty)
    }

    @Test("The worlds are worth running: every way a rollout can end is met, and the server dies in them")
    func variety() {
        let counts = SeedRun.run(seeds: 1...300).counts
        #expect(counts.crashes > 100)
        for state in ["Completed", "Failed", "Paused", "AwaitingApproval", "Superseded", "Cancelled"] {
            #expect(counts.states[state, default: 0] > 5, "\(state)")
        }
    }

    @Test("A seed does the same each time it runs")
    func same() throws {
        for seed in UInt64(1)...20 { #expect(try SeedRun.run(seed: seed) == SeedRun.run(seed: seed)) }
    }
}
