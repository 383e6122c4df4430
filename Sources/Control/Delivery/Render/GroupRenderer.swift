import Nodes
import Rendering
import Repositories
import Resources
import SQL
import Secrets
import Store
import Templates

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

    private func assign(_ group: StaleGroup) throws -> DeviceSpec {
        let own = try group.declaredSpec.map(declared)
        let values = try values(group.inputs)
        return try Assignment.assign(
            layers: layers.applying(to: values.labels).map(\.template), template: template, values: values, own: own)
    }

    /// What one release stored and another cannot read must keep nobody else from being delivered to.
    private func declared(_ json: [UInt8]) throws -> DeviceSpec {
        do {
            return try StoredSpec.decode(DeviceSpec.self, json)
        } catch let error as StoreError {
            throw RenderError("the device's own spec cannot be read: \(error)")
        }
    }

    private func render(
        _ spec: DeviceSpec, _ sources: [SourceKey: FrozenSource], _ key: [UInt8]
    ) throws -> NewRendered {
        let files = try files(spec, sources)
        let bytes = try Renderer.render(spec, sources: files)
        let concealed = files.filter(\.key.isSecret).flatMap { $0.value.map(\.path) }.sorted()
        return NewRendered(
            key: key, hash: engine.addresses.address(domain: "rendered", bytes),
            body: try concealed.isEmpty ? .plain(bytes) : seal(bytes, key), concealed: concealed)
    }

    private func seal(_ bytes: [UInt8], _ key: [UInt8]) throws -> SealableBody {
        try .sealed(
            bytes, place: SealableBody.place(of: organization.id, rendered: key), by: engine.secrets.sealer)
    }

    private func values(_ inputs: RenderInputs) throws -> TemplateValues {
        TemplateValues(name: inputs.name ?? "", labels: try StoredSpec.labels(inputs.labels))
    }

    /// The inputs of a rendered spec, addressed. Nothing else may influence the bytes.
    private func address(
        _ inputs: RenderInputs, _ spec: DeviceSpec, _ sources: [SourceKey: FrozenSource]
    ) -> [UInt8] {
        let parts: [Node] = [
            .integer(Int64(Renderer.version)), .integer(templateVersion ?? 0),
            .string(String(decoding: inputs.labels, as: UTF8.self)), inputs.name.map(Node.string) ?? .null,
            .string(inputs.declaredHash.map { Hexadecimal.text($0) } ?? ""),
            .array(spec.references.map { .string(sources[SourceKey($0)].map { Hexadecimal.text($0.hash) } ?? "") }),
        ]
        return engine.addresses.address(domain: "render-inputs", Node.array(parts).canonicalJSON())
    }
}

/// Outside sources.
extension GroupRenderer {
    private func frozenSources() async throws -> [SourceKey: FrozenSource] {
        guard let templateVersion else { return [:] }
        let organization = organization.id
        return try await engine.store.database.read {
            try FrozenSource.byKey(FrozenSource.all($0, organization, templateVersion: templateVersion))
        }
    }

    /// Devices of no fleet share the sources of what they declare.
    private func sources(
        of group: StaleGroup, _ shared: [SourceKey: FrozenSource]
    ) async throws -> [SourceKey: FrozenSource] {
        guard templateVersion == nil, let hash = group.inputs.declaredHash else { return shared }
        let organization = organization.id
        return try await engine.store.database.read {
            try FrozenSource.byKey(FrozenSource.all($0, organization, declaredHash: hash))
        }
    }

    private func problems() async throws -> [DependencyKey: String] {
        let organization = organization.id
        return try await engine.store.database.read { try SourceNeeds.problems($0, organization) }
    }

    private func explain(_ reference: SourceReference, _ problems: [DependencyKey: String]) -> String {
        problems[DependencyKey(organization.id, SourceKey(reference))]
            ?? "config provider '\(reference.provider)' is being fetched from \(reference.origin)"
    }

    private func files(
        _ spec: DeviceSpec, _ sources: [SourceKey: FrozenSource]
    ) throws -> [SourceReference: [SourceFile]] {
        var files: [SourceReference: [SourceFile]] = [:]
        for reference in spec.references {
            files[reference] = try sources[SourceKey(reference)].map { source in
                try FrozenSources.decode(try source.body.reveal(engine.secrets.sealer))
            }
        }
        return files
    }
}

extension SourceReference {
    /// Where its files come from, for people.
    fileprivate var origin: String {
        if case .secret(let name, _) = place { "the secret \(repository)/\(name)" } else { "Repository/\(repository)" }
    }
}

extension FrozenSource {
    fileprivate static func byKey(_ sources: [FrozenSource]) -> [SourceKey: FrozenSource] {
        Dictionary(sources.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
