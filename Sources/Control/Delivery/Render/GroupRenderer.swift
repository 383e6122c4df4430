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

    /// So many groups are looked up, rendered and stored together: few statements, and little in memory at a time.
    private static let together = 200

    /// What of a group is settled before anything is rendered.
    private enum Prepared {
        case ready(StaleGroup, key: [UInt8], DeviceSpec, [SourceKey: FrozenSource])
        case settled(GroupResult)
    }

    /// The result of each group. A group that cannot be rendered fails, or waits, alone.
    func render(_ groups: [StaleGroup]) async throws -> [GroupResult] {
        let shared = try await frozenSources()
        let problems = try await problems()
        var results: [GroupResult] = []
        for start in stride(from: 0, to: groups.count, by: Self.together) {
            var prepared: [Prepared] = []
            for group in groups[start..<min(start + Self.together, groups.count)] {
                prepared.append(try await prepare(group, shared, problems))
            }
            results += try await render(prepared)
        }
        return results
    }

    private func prepare(
        _ group: StaleGroup, _ shared: [SourceKey: FrozenSource], _ problems: [DependencyKey: String]
    ) async throws -> Prepared {
        do {
            let sources = try await sources(of: group, shared)
            let spec = try assign(group)
            if let first = spec.references.first(where: { sources[SourceKey($0)] == nil }) {
                return .settled(GroupResult(inputs: group.inputs, outcome: .waiting(explain(first, problems))))
            }
            return .ready(group, key: address(group.inputs, spec, sources), spec, sources)
        } catch let error as RenderError {
            return .settled(GroupResult(inputs: group.inputs, outcome: .failed(error.description)))
        }
    }

    /// Renders what nothing was rendered for yet.
    private func render(_ prepared: [Prepared]) async throws -> [GroupResult] {
        let organization = organization.id
        let keys = prepared.compactMap { if case .ready(_, let key, _, _) = $0 { key } else { nil } }
        var known = try await engine.store.database.transaction {
            try RenderedSpecs.find($0, organization, keys: keys)
        }
        var fresh: [NewRendered] = []
        var failures: [[UInt8]: String] = [:]
        for case .ready(_, let key, let spec, let sources) in prepared where known[key] == nil {
            do {
                fresh.append(try render(spec, sources, key))
            } catch let error as RenderError {
                failures[key] = error.description
            }
        }
        let saved = try await engine.store.database.transaction { [fresh] in
            try RenderedSpecs.save($0, organization, fresh)
        }
        known.merge(saved) { _, saved in saved }
        return try prepared.map { try result($0, known, failures) }
    }

    private func result(
        _ prepared: Prepared, _ known: [[UInt8]: Int64], _ failures: [[UInt8]: String]
    ) throws -> GroupResult {
        switch prepared {
        case .settled(let result): return result
        case .ready(let group, let key, _, _):
            if let failure = failures[key] { return GroupResult(inputs: group.inputs, outcome: .failed(failure)) }
            guard let id = known[key] else { throw StoreError.unreadable("a rendered spec that was just stored") }
            return GroupResult(inputs: group.inputs, outcome: .rendered(id))
        }
    }

    /// What each group waits for; groups that wait for nothing are left out.
    func wants(_ groups: [StaleGroup]) async throws -> [SourceWant] {
        let shared = try await frozenSources()
        var wants: [SourceWant] = []
        for group in groups {
            // What cannot be assigned is told by the rendering.
            guard let spec = try? assign(group) else { continue }
            let sources = try await sources(of: group, shared)
            let missing = spec.references.map { SourceKey($0) }.filter { sources[$0] == nil }
            if !missing.isEmpty { wants.append(SourceWant(declaredHash: group.inputs.declaredHash, missing: missing)) }
        }
        return wants
    }
}
