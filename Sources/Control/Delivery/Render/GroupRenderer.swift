import Nodes
import Rendering
import Resources
import SQL
import Secrets
import Store
import Templates

/// Renders groups of devices with equal inputs, each once; what was rendered before is found by its content address.
struct GroupRenderer: Sendable {
    let engine: DeliveryEngine
    let organization: Organization
    let template: DeviceSpec
    let templateVersion: Int64?

    /// The result of each group. A group that cannot be rendered fails alone.
    func render(_ groups: [StaleGroup]) async throws -> [GroupResult] {
        var sources = try await frozenSources()
        var results: [GroupResult] = []
        for group in groups {
            do {
                let id = try await render(group, &sources)
                results.append(GroupResult(inputs: group.inputs, outcome: .rendered(id)))
            } catch let error as RenderError {
                results.append(GroupResult(inputs: group.inputs, outcome: .failed(error.description)))
            } catch SourceFailure.permanent(let why) {
                results.append(GroupResult(inputs: group.inputs, outcome: .failed(why)))
            } catch SourceFailure.transient(let why) {
                throw TransientFailure(description: why)
            }
        }
        return results
    }

    private func render(_ group: StaleGroup, _ sources: inout [SourceKey: FrozenSource]) async throws -> Int64 {
        let own = try group.declaredSpec.map { try StoredSpec.decode(DeviceSpec.self, $0) }
        let spec = try Assignment.assign(template: template, values: values(group.inputs), own: own)
        try await freezeMissing(spec, &sources)
        let key = address(group.inputs, spec, sources)
        let organization = organization.id
        let known = try await engine.store.database.transaction {
            try RenderedSpecs.find($0, organization, keys: [key])
        }
        if let id = known[key] { return id }
        let body = try Renderer.render(spec, sources: try files(spec, sources))
        let hash = engine.addresses.address(domain: "rendered", body)
        return try await engine.store.database.transaction {
            try RenderedSpecs.save($0, organization, key: key, hash: hash, body: body)
        }
    }

    private func values(_ inputs: RenderInputs) throws -> TemplateValues {
        var labels: [String: String] = [:]
        for entry in try StoredSpec.node(inputs.labels).entries ?? [] { labels[entry.key] = entry.value.string ?? "" }
        return TemplateValues(name: inputs.name ?? "", labels: labels)
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

    private func frozenSources() async throws -> [SourceKey: FrozenSource] {
        guard let templateVersion else { return [:] }
        let organization = organization.id
        let frozen = try await engine.store.database.read {
            try FrozenSource.all($0, organization, templateVersion: templateVersion)
        }
        return Dictionary(frozen.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// References that only the device's labels made known, and those of the device's own spec.
    private func freezeMissing(_ spec: DeviceSpec, _ sources: inout [SourceKey: FrozenSource]) async throws {
        let reader = SourceReader(engine: engine, organization: organization)
        for reference in spec.references where sources[SourceKey(reference)] == nil {
            let frozen = engine.freeze(try await reader.read(reference))
            sources[SourceKey(reference)] = frozen
            guard let templateVersion else { continue }
            let organization = organization.id
            try await engine.store.database.transaction {
                try FrozenSource.save($0, organization, templateVersion: templateVersion, [frozen])
            }
        }
    }

    private func files(
        _ spec: DeviceSpec, _ sources: [SourceKey: FrozenSource]
    ) throws -> [SourceReference: [SourceFile]] {
        var files: [SourceReference: [SourceFile]] = [:]
        for reference in spec.references {
            files[reference] = try sources[SourceKey(reference)].map { try FrozenSources.decode($0.body) }
        }
        return files
    }
}
