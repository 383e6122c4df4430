public import Rollout
import SQL
public import Store

extension RolloutEngine {
    /// Carries out commands of an operator on the newest rollout of a fleet, under the lock that steps take: all of them or
    /// none.
    /// - Parameters:
    ///   - fleet: its name.
    ///   - expectation: which rollout is meant.
    /// - Returns: the rollout as it is then; nil when there is no such fleet.
    /// - Throws: ``RolloutRefusal`` when a command does not fit the rollout's state, or another rollout is meant; `SQLError`.
    @discardableResult
    public func command(
        _ commands: [RolloutCommand], fleet name: String,
        expecting expectation: RolloutExpectation = RolloutExpectation(),
        by operator: Operator
    ) async throws -> Rollout? {
        let limits = limits
        return try await store.database.transaction { connection in
            let organization = `operator`.organization
            guard let fleet = try RolloutFleets.id(connection, organization, name: name) else { return nil }
            let ledger = RolloutRows(connection, organization, limits: limits)
            return try RolloutStepper(ledger).command(
                commands, fleet: fleet, expecting: expectation, by: "user:\(`operator`.name)")
        }
    }
}
