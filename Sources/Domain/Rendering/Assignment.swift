public import Nodes
public import Resources
public import Templates

/// Makes a template into the spec of devices: placeholders replaced, the result judged again, the device's own spec
/// merged last.
public enum Assignment {
    /// The assigned spec of devices that share name (where mentioned) and mentioned labels.
    /// - Throws: When a placeholder cannot be filled, or the filled spec breaks a rule.
    public static func assign(
        template: Node, values: TemplateValues, own: DeviceSpec?
    ) throws(RenderError) -> DeviceSpec {
        let filled = try Substitution.apply(values, to: template)
        let (spec, findings) = decode(DeviceSpec.self, from: filled)
        let errors = findings.filter { $0.severity == .error }
        guard errors.isEmpty else {
            let shown = errors.prefix(3).map { "\($0.path): \($0.message)" }.joined(separator: "; ")
            throw RenderError("with the device's labels filled in, the spec is wrong: \(shown)")
        }
        return own.map(spec.overlaid) ?? spec
    }
}
