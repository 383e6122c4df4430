import Jobs
import Logging
import Nodes
import Rendering
import Resources
import Rollouts
import SQL
import Secrets
import Store
import Templates

/// Drains the work sets of an organization: match, take the rollouts forward that this concerns, then render each distinct
/// result once, then tell the devices. A fleet that cannot go on keeps no other from its devices: what is the matter with it is
/// told when the others are done.
public struct DeliveryPass: Sendable {
    private let engine: DeliveryEngine

    /// A pass on an engine.
    public init(engine: DeliveryEngine) {
        self.engine = engine
    }

    /// Handles one job of kind `DeliveryQueue.jobKind`.
    public func handle(_ job: Job) async throws { try await run(OrganizationID(job.organization)) }

    /// Delivers whatever is to be delivered in an organization.
    public func run(_ id: OrganizationID) async throws {
        let organizations = try await engine.store.database.read { try Organizations.all($0) }
        guard let organization = organizations.first(where: { $0.id == id }) else { return }
        while try await settle(organization) {}
        var failures = FleetFailures(logger: engine.logger)
        try await engine.rollouts.settle(organization.id, &failures)
        let fleets = try await engine.store.database.read { try StaleGroups.fleets($0, organization.id) }
        for fleet in fleets.map(Optional.some) + [nil] {
            try await failures.attempt(fleet?.name ?? "-") { try await deliver(organization, fleet) }
        }
        try failures.rethrow()
    }

    private func settle(_ organization: Organization) async throws -> Bool {
        try await engine.store.database.transaction { try Matching.settle($0, organization.id) }
    }

    /// What the stale devices of a fleet (nil: of no fleet) wait for.
    func wants(_ organization: Organization, _ fleet: StaleFleet?) async throws -> [SourceWant] {
        let (renderer, mentioned) = try await renderer(organization, fleet)
        let groups = try await engine.store.database.read {
            try StaleGroups.groups($0, organization.id, fleet: fleet, mentioned: mentioned)
        }
        return try await renderer.wants(groups)
    }

    /// Devices of no fleet run their own declared spec; a new one without any gets the empty spec.
    private func renderer(
        _ organization: Organization, _ fleet: StaleFleet?
    ) async throws -> (GroupRenderer, MentionedInputs) {
        let template = try fleet.map { try StoredSpec.template($0.template) }
        let layers = try await layers(of: fleet)
        let renderer = GroupRenderer(
            engine: engine, organization: organization, layers: layers, template: template ?? DeviceSpec(),
            templateVersion: fleet?.templateVersion)
        var mentions = try template.map { try Substitution.mentions(of: $0) } ?? Mentions()
        mentions.formUnion(try layers.mentions())
        return (renderer, MentionedInputs(mentions))
    }

    private func layers(of fleet: StaleFleet?) async throws -> [Layer] {
        guard let version = fleet?.templateVersion else { return [] }
        return try await engine.store.database.read { try TemplateLayers.all($0, versions: [version]) }[version] ?? []
    }

    private func deliver(_ organization: Organization, _ fleet: StaleFleet?) async throws {
        let (renderer, mentioned) = try await renderer(organization, fleet)
        let groups = try await engine.store.database.read {
            try StaleGroups.groups($0, organization.id, fleet: fleet, mentioned: mentioned)
        }
        guard !groups.isEmpty else { return }
        let results = try await renderer.render(groups)
        let waits = results.contains { if case .waiting = $0.outcome { true } else { false } }
        let woken = try await engine.store.database.transaction { connection in
            if waits { try SourceNeeds.ask(connection, organization.id, fleet: fleet?.id) }
            return try RenderedSpecs.assign(
                connection, organization.id, fleet: fleet, results: results)
        }
        engine.logger.info(
            "delivered",
            metadata: [
                "fleet": "\(fleet?.name ?? "-")", "templateVersion": "\(fleet?.templateVersionName ?? "-")",
                "results": "\(results.count)", "devices": "\(woken)",
            ])
    }
}

extension MentionedInputs {
    /// What the store groups by, from what a template mentions.
    fileprivate init(_ mentions: Mentions) {
        self.init(labelKeys: mentions.allLabels ? nil : mentions.labels.sorted(), name: mentions.name)
    }
}
