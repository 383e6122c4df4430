public import Jobs
public import Logging
import Rollout
import SQL
public import Store

/// Takes rollouts forward on the store: at a delivery pass, at a job that something caused, at an operator's command. Each is one
/// transaction under the fleet's lock, so that a step that is cut off has not happened and none happens twice (P7).
public struct RolloutEngine: Sendable {
    let store: Store
    let limits: RolloutLimits
    let logger: Logger

    /// An engine on a store.
    /// - Parameter limits: what the server limits beyond the policies of fleets.
    public init(store: Store, limits: RolloutLimits = RolloutLimits(), logger: Logger) {
        self.store = store
        self.limits = limits
        self.logger = logger
    }

    /// Handles one job of kind `RolloutQueue.jobKind`: a step of one fleet's rollout.
    public func handle(_ job: Job) async throws {
        guard let fleet = Int64(job.key) else { return }
        try await step(OrganizationID(job.organization), fleet: fleet)
    }

    /// Takes a fleet's rollout as far as it gets now.
    public func step(_ organization: OrganizationID, fleet: Int64) async throws {
        try await step(organization, fleet: fleet, isDelivering: false)
    }

    private func step(_ organization: OrganizationID, fleet: Int64, isDelivering: Bool) async throws {
        let limits = limits
        let rollout = try await store.database.transaction { connection in
            try RolloutDue.take(connection, fleet: fleet)
            let rows = RolloutRows(connection, organization, limits: limits, isDelivering: isDelivering)
            return try RolloutStepper(rows).step(fleet: fleet)
        }
        guard let rollout else { return }
        logger.debug(
            "rollout",
            metadata: [
                "fleet": "\(fleet)", "templateVersion": "\(rollout.versionName)", "state": "\(rollout.state.rawValue)",
                "batch": "\(rollout.batch)",
            ])
    }

    /// Begins or takes forward the rollouts that matching has noted. Fleets without members need no steps.
    /// - Parameter failures: takes what fails for single fleets, which stay noted.
    /// - Throws: what would fail for every fleet.
    public func settle(_ organization: OrganizationID, _ failures: inout FleetFailures) async throws {
        let due = try await store.database.read { try RolloutDue.fleets($0, organization) }
        try await complete(organization, due.filter { !$0.hasMembers }, &failures)
        for fleet in due where fleet.hasMembers {
            try await failures.attempt(fleet.name) {
                try await step(organization, fleet: fleet.id, isDelivering: true)
            }
        }
    }

    private func complete(
        _ organization: OrganizationID, _ fleets: [DueFleet], _ failures: inout FleetFailures
    ) async throws {
        var ids: [Int64] = []
        var endings: [RolloutEnding] = []
        for fleet in fleets {
            try await failures.attempt(fleet.name) {
                if let ending = try RolloutEnding(fleet) { endings.append(ending) }
                ids.append(fleet.id)
            }
        }
        guard !ids.isEmpty else { return }
        try await store.database.transaction { [ids, endings] connection in
            try RolloutDue.complete(connection, organization, fleets: ids, endings)
        }
    }
}

extension RolloutEnding {
    /// What the machine would make of a fleet without members; nil while there is nothing to roll out.
    fileprivate init?(_ fleet: DueFleet) throws {
        guard let current = fleet.current else { return nil }
        let plan = RolloutPlan(try fleet.policy())
        let now = Moment(milliseconds: 0)
        var rollout = Rollout(
            version: current.id, versionName: current.name, goodVersion: nil, digest: plan.digest, now: now)
        rollout.batch = plan.finalBatch
        rollout.state = .inProgress
        let decision = RolloutMachine.decide(rollout, plan, RolloutFacts(now: now), good: nil)
        self.init(fleet: fleet.id, rollout: decision.rollout, plan: plan)
    }
}
