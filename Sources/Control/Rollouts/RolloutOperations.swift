public import Rollout
import SQL
public import Store

extension RolloutEngine {
    /// Carries out an operator's command on the newest rollout of a fleet, under the lock that steps take.
    /// - Parameter fleet: its name.
    /// - Returns: the rollout as it is then; nil when there is no such fleet.
    /// - Throws: ``RolloutRefusal`` when the command does not fit the rollout's state; `SQLError`.
    @discardableResult
    public func command(
        _ command: RolloutCommand, fleet name: String, by operator: Operator
    ) async throws -> Rollout? {
        let limits = limits
        return try await store.database.transaction { connection in
            let organization = `operator`.organization
            guard let fleet = try RolloutFleets.id(connection, organization, name: name) else { return nil }
            return try RolloutStepper(RolloutRows(connection, organization, limits: limits)).command(
                command, fleet: fleet, by: "user:\(`operator`.name)")
        }
    }
}
