import Rendering
import Repositories
import Resources
import SQL
import Store

/// Renders groups of devices with equal inputs, each once; what was rendered before is found by its content address.
/// Never asks anybody outside: what is not at hand is waited for.
struct GroupRenderer: Sendable {
    let engine: DeliveryEngine
    let organization: Organization
    /// Those that may lie below the template.
    let layers: [Layer]
    let template: DeviceSpec
    let templateVersion: Int64?

    /// So many groups are looked up and asked for together: few statements, and little in memory at a time.
    private static let together = 200

    /// The result of each group. A group that cannot be rendered fails, or waits, alone.
    func render(_ groups: [StaleGroup]) async throws -> [GroupResult] {
        let shared = try await shared()
        let problems = try await problems()
        var files = SourceFiles(engine, organization.id)
        var results: [GroupResult] = []
        for start in stride(from: 0, to: groups.count, by: Self.together) {
            let part = groups[start..<min(start + Self.together, groups.count)]
            let own = try await own(part)
            let prepared = try part.map { try prepare($0, sources(of: $0, shared, own), problems) }
            results += try await render(prepared, &files)
        }
        return results
    }

    private func prepare(
        _ group: StaleGroup, _ sources: [SourceKey: FrozenFiles], _ problems: [DependencyKey: String]
    ) throws -> PreparedGroup {
        do {
            let spec = try assign(group)
            if let first = spec.references.first(where: { sources[SourceKey($0)] == nil }) {
                return .settled(GroupResult(devices: group.devices, outcome: .waiting(explain(first, problems))))
            }
            return .ready(
                group, UnrenderedSpec(key: address(group.inputs, spec, sources), spec: spec, sources: sources))
        } catch let error as RenderError {
            return .settled(GroupResult(devices: group.devices, outcome: .failed(error.description)))
        }
    }

    /// Renders what nothing was rendered for yet.
    private func render(_ prepared: [PreparedGroup], _ files: inout SourceFiles) async throws -> [GroupResult] {
        let organization = organization.id
        let specs = prepared.compactMap(\.spec)
        var known = try await engine.store.database.transaction {
            try RenderedSpecs.find($0, organization, keys: specs.map(\.key))
        }
        let (saved, failures) = try await save(specs.filter { known[$0.key] == nil }, &files)
        known.merge(saved) { _, saved in saved }
        return try prepared.map { try $0.result(known, failures) }
    }

    /// Devices of no fleet share the sources of what they declare.
    private func sources(
        of group: StaleGroup, _ shared: [SourceKey: FrozenFiles], _ own: [[UInt8]: [SourceKey: FrozenFiles]]
    ) -> [SourceKey: FrozenFiles] {
        guard templateVersion == nil, let hash = group.inputs.declaredHash else { return shared }
        return own[hash] ?? [:]
    }

    /// What each group waits for; groups that wait for nothing are left out.
    func wants(_ groups: [StaleGroup]) async throws -> [SourceWant] {
        let shared = try await shared()
        let own = try await own(groups)
        return groups.compactMap { group in
            // What cannot be assigned is told by the rendering.
            guard let spec = try? assign(group) else { return nil }
            let sources = sources(of: group, shared, own)
            let missing = spec.references.map { SourceKey($0) }.filter { sources[$0] == nil }
            return missing.isEmpty ? nil : SourceWant(declaredHash: group.inputs.declaredHash, missing: missing)
        }
    }
}
