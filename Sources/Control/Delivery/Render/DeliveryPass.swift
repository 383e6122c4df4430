import Jobs
import Logging
import Nodes
import Rendering
import Resources
import SQL
import Secrets
import Store
import Templates

/// Drains the work sets of an organization: match, then render each distinct result once, then tell the devices.
public struct DeliveryPass: Sendable {
    private let engine: DeliveryEngine

    /// A pass on an engine.
    public init(engine: DeliveryEngine) {
        self.engine = engine
    }

    /// Handles one job of kind `DeliveryQueue.jobKind`.
    public func handle(_ job: Job) async throws {
        let organizations = try await engine.store.database.read { try Organizations.all($0) }
        guard let organization = organizations.first(where: { $0.id.value == job.organization }) else { return }
        while try await settle(organization) {}
        let fleets = try await engine.store.database.read { try StaleGroups.fleets($0, organization.id) }
        for fleet in fleets { try await deliver(fleet, organization) }
        try await deliverLoneDevices(organization)
    }

    private func settle(_ organization: Organization) async throws -> Bool {
        try await engine.store.database.transaction { try Matching.settle($0, organization.id) }
    }

    private func deliver(_ fleet: StaleFleet, _ organization: Organization) async throws {
        let template = try StoredSpec.template(fleet.template)
        let mentioned = MentionedInputs(try Substitution.mentions(of: template))
        let renderer = GroupRenderer(
            engine: engine, organization: organization, template: template, templateVersion: fleet.templateVersion)
        try await deliver(organization, fleet, mentioned, renderer)
    }

    /// Devices of no fleet run their own declared spec; a new one without any gets the empty spec.
    private func deliverLoneDevices(_ organization: Organization) async throws {
        let renderer = GroupRenderer(
            engine: engine, organization: organization, template: DeviceSpec(), templateVersion: nil)
        try await deliver(organization, nil, MentionedInputs(labelKeys: [], name: false), renderer)
    }

    private func deliver(
        _ organization: Organization, _ fleet: StaleFleet?, _ mentioned: MentionedInputs, _ renderer: GroupRenderer
    ) async throws {
        let groups = try await engine.store.database.read {
            try StaleGroups.groups($0, organization.id, fleet: fleet?.id, mentioned: mentioned)
        }
        guard !groups.isEmpty else { return }
        let results = try await renderer.render(groups)
        let woken = try await engine.store.database.transaction { connection in
            try RenderedSpecs.assign(
                connection, organization.id, fleet: fleet, mentioned: mentioned, results: results)
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
