import RolloutConformance
import Rollout
import RolloutSimulation
import Testing

@Suite("The ledger in memory does what every ledger must")
struct MemoryConformanceTests {
    @Test("P7", arguments: RolloutConformance<MemoryWorld>.cases)
    func conforms(_ one: RolloutConformance<MemoryWorld>) async throws { try await one.run(MemoryWorld()) }

    @Test("A second step waits for the first: two workers never make one step twice")
    func lock() throws {
        let store = MemoryStore(now: .init(milliseconds: 0))
        #expect(throws: MemoryError.self) {
            try store.transaction { _ in try store.transaction { _ in } }
        }
    }
}
