import RolloutConformance
import Testing

@Suite("The ledger in Postgres does what every ledger must")
struct PostgresConformanceTests {
    @Test("P7", arguments: RolloutConformance<PostgresWorld>.cases)
    func conforms(_ one: RolloutConformance<PostgresWorld>) async throws {
        try await PostgresWorld.with { try await one.run($0) }
    }
}
