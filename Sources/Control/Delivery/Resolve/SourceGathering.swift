public import Jobs
import Logging
import Nodes
import Rendering
import Resources
import SQL
import Store

/// Fetches the outside sources that devices wait for: references that only a device's labels made known, and those of
/// specs that devices of no fleet declare.
public struct SourceGathering: Sendable {
    private let engine: DeliveryEngine

    /// A gathering on an engine.
    public init(engine: DeliveryEngine) {
        self.engine = engine
    }

    /// Handles one job of kind `SourceNeeds.jobKind`: what can be read is frozen and delivered, what cannot be says why
    /// and is tried again later, for ever and ever more seldom.
    public func handle(_ job: Job) async throws {
        let organizations = try await engine.store.database.read { try Organizations.all($0) }
        guard let organization = organizations.first(where: { $0.id.value == job.organization }) else { return }
        let fleets = try await engine.store.database.read { try StaleGroups.fleets($0, organization.id) }
        let attempt = RetryPayload.attempt(job.payload) + 1
        if job.key == "0" { try await gather(organization, nil, attempt: attempt) }
        for fleet in fleets where "\(fleet.id)" == job.key {
            try await gather(organization, fleet, attempt: attempt)
        }
    }

    private func gather(_ organization: Organization, _ fleet: StaleFleet?, attempt: Int) async throws {
        let wants = try await DeliveryPass(engine: engine).wants(organization, fleet)
        let reader = SourceReader(engine: engine, organization: organization)
        var found: [SourceKey: FrozenSource] = [:]
        var failures: [SourceKey: SourceFailure] = [:]
        for key in Set(wants.flatMap(\.missing)).sorted(by: { ($0.repository, $0.path) < ($1.repository, $1.path) }) {
            do {
                found[key] = try engine.freeze(try await reader.read(SourceReference(key)), organization.id)
            } catch let failure as SourceFailure {
                failures[key] = failure
            }
        }
        try await settle(organization, fleet, wants, found, failures, attempt: attempt)
    }

    private func settle(
        _ organization: Organization, _ fleet: StaleFleet?, _ wants: [SourceWant],
        _ found: [SourceKey: FrozenSource], _ failures: [SourceKey: SourceFailure], attempt: Int
    ) async throws {
        let pause = RetryPayload.pause(attempt, failures.values)
        try await engine.store.database.transaction { connection in
            for want in wants {
                let sources = want.missing.compactMap { found[$0] }
                if let fleet {
                    try FrozenSource.save(connection, organization.id, templateVersion: fleet.templateVersion, sources)
                } else if let hash = want.declaredHash {
                    try FrozenSource.save(connection, organization.id, declaredHash: hash, sources)
                }
            }
            for (key, failure) in failures {
                try Dependencies.fail(
                    connection, DependencyKey(organization.id, key), problem: failure.description, failures: attempt,
                    nextInSeconds: pause / .seconds(1))
            }
            if !failures.isEmpty {
                try SourceNeeds.askAgain(
                    connection, organization.id, fleet: fleet?.id, attempt: attempt, pause: pause)
            }
            if !wants.isEmpty { try DeliveryQueue.enqueue(connection, organization.id) }
        }
    }
}

/// What a group of devices waits for.
struct SourceWant: Sendable {
    /// Hash of the spec that the devices declare, if they declare one.
    let declaredHash: [UInt8]?
    /// What is not at hand.
    let missing: [SourceKey]
}

extension DependencyKey {
    /// The place that a source is part of.
    init(_ organization: OrganizationID, _ key: SourceKey) {
        self.init(
            organization: organization, kind: key.kind, repository: key.repository, revision: key.revision)
    }
}
