import Nodes
public import Resources
public import Templates

/// Makes a template into the spec of devices: placeholders replaced, the result judged again, the device's own spec
/// merged last.
public enum Assignment {
    /// The assigned spec of devices that share name (where mentioned) and mentioned labels.
    /// - Throws: When a placeholder cannot be filled, or the filled spec breaks a rule.
    public static func assign(
        template: DeviceSpec, values: TemplateValues, own: DeviceSpec?
    ) throws(RenderError) -> DeviceSpec {
        let filled = try Substitution.apply(values, to: template)
        let (spec, findings) = decode(DeviceSpec.self, from: try tree(filled))
        let errors = findings.filter { $0.severity == .error }
        guard errors.isEmpty else {
            let shown = errors.prefix(3).map { "\($0.path): \($0.message)" }.joined(separator: "; ")
            throw RenderError("with the device's labels filled in, the spec is wrong: \(shown)")
        }
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
