import Nodes
import Rendering
import Repositories
import Resources
import Secrets
import Store
import Templates

/// One group.
extension GroupRenderer {
    func assign(_ group: StaleGroup) throws -> DeviceSpec {
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

    func render(_ one: UnrenderedSpec, _ files: SourceFiles) throws -> NewRendered {
        let files = try files.files(one.spec, one.sources)
        let bytes = try Renderer.render(one.spec, sources: files)
        let concealed = files.filter(\.key.isSecret).flatMap { $0.value.map(\.path) }.sorted()
        return NewRendered(
            key: one.key, hash: engine.addresses.address(domain: "rendered", bytes),
            body: try concealed.isEmpty ? .plain(bytes) : seal(bytes, one.key), concealed: concealed)
    }

    private func seal(_ bytes: [UInt8], _ key: [UInt8]) throws -> SealableBody {
        try .sealed(
            bytes, place: SealableBody.place(of: organization.id, rendered: key), by: engine.secrets.sealer)
    }

    private func values(_ inputs: RenderInputs) throws -> TemplateValues {
        TemplateValues(name: inputs.name ?? "", labels: try StoredSpec.labels(inputs.labels))
    }

    /// The inputs of a rendered spec, addressed. Nothing else may influence the bytes.
    func address(
        _ inputs: RenderInputs, _ spec: DeviceSpec, _ sources: [SourceKey: FrozenFiles]
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
