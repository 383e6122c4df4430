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

    /// The result of each group. A group that cannot be rendered fails, or waits, alone.
    func render(_ groups: [StaleGroup]) async throws -> [GroupResult] {
        let shared = try await frozenSources()
        let problems = try await problems()
        var results: [GroupResult] = []
        for group in groups {
            do {
                let sources = try await sources(of: group, shared)
                let spec = try assign(group)
                let missing = spec.references.filter { sources[SourceKey($0)] == nil }
                if let first = missing.first {
                    results.append(GroupResult(inputs: group.inputs, outcome: .waiting(explain(first, problems))))
                    continue
                }
                let id = try await render(group, spec, sources)
                results.append(GroupResult(inputs: group.inputs, outcome: .rendered(id)))
            } catch let error as RenderError {
                results.append(GroupResult(inputs: group.inputs, outcome: .failed(error.description)))
            }
        }
        return results
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
        let own = try group.declaredSpec.map { try StoredSpec.decode(DeviceSpec.self, $0) }
        let values = try values(group.inputs)
        return try Assignment.assign(
            layers: layers.applying(to: values.labels).map(\.template), template: template, values: values, own: own)
    }

    private func render(
        _ group: StaleGroup, _ spec: DeviceSpec, _ sources: [SourceKey: FrozenSource]
    ) async throws -> Int64 {
        let key = address(group.inputs, spec, sources)
        let organization = organization.id
        let known = try await engine.store.database.transaction {
            try RenderedSpecs.find($0, organization, keys: [key])
        }
        if let id = known[key] { return id }
        let files = try files(spec, sources)
        let bytes = try Renderer.render(spec, sources: files)
        let hash = engine.addresses.address(domain: "rendered", bytes)
        let concealed = files.filter(\.key.isSecret).flatMap { $0.value.map(\.path) }.sorted()
        let body = try concealed.isEmpty ? .plain(bytes) : seal(bytes, key)
        return try await engine.store.database.transaction {
            try RenderedSpecs.save($0, organization, key: key, hash: hash, body: body, concealed: concealed)
        }
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
