import Nodes
public import Resources
public import Templates

/// Makes templates into the spec of devices: placeholders replaced, the result judged again, layers, template and the
/// device's own spec merged in this order.
public enum Assignment {
    /// The assigned spec of devices that share name (where mentioned) and mentioned labels.
    /// - Parameter layers: Templates of the layers that apply, the lowest first.
    /// - Throws: When a placeholder cannot be filled, or a filled spec breaks a rule.
    public static func assign(
        layers: [DeviceSpec] = [], template: DeviceSpec, values: TemplateValues, own: DeviceSpec?
    ) throws(RenderError) -> DeviceSpec {
        var parts: [DeviceSpec] = []
        for part in layers + [template] { parts.append(try fill(part, values)) }
        return merge(parts, own: own)
    }

    /// A template with its placeholders filled, judged as the spec of a device.
    /// - Throws: When a placeholder cannot be filled, or the filled spec breaks a rule.
    public static func fill(_ template: DeviceSpec, _ values: TemplateValues) throws(RenderError) -> DeviceSpec {
        let filled = try Substitution.apply(values, to: template)
        let (spec, findings) = decode(DeviceSpec.self, from: try tree(filled))
        let errors = findings.filter { $0.severity == .error }
        guard errors.isEmpty else {
            let shown = errors.prefix(3).map { "\($0.path): \($0.message)" }.joined(separator: "; ")
            throw RenderError("with the device's labels filled in, the spec is wrong: \(shown)")
        }
        return spec
    }

    /// Filled specs, the lowest layer first and the fleet's template last, with the device's own over all of them.
    public static func merge(_ parts: [DeviceSpec], own: DeviceSpec?) -> DeviceSpec {
        let spec = parts.dropFirst().reduce(parts.first ?? DeviceSpec()) { $0.layered(below: $1) }
        return own.map(spec.overlaid) ?? spec
    }

    private static func tree(_ spec: DeviceSpec) throws(RenderError) -> Node {
        do {
            return try JSON.parse(canonicalJSON(of: spec), limits: .rendered)
        } catch {
            throw RenderError("the spec cannot be written: \(error.message)")
        }
    }
}

extension NodeLimits {
    /// For specs of our own making: as large as what was let in, in the longer form that JSON has.
    static let rendered = NodeLimits(
        maxBytes: 64 << 20, maxDepth: 128, maxNodes: 4_000_000, maxDocuments: 1, maxAliasExpansion: 0)
}
