public import Rendering
public import Resources
public import Templates

/// Where the files of outside references come from.
public enum SourceAnswer: Sendable {
    /// They are at hand.
    case files([SourceFile])
    /// They are in a repository that is not at hand.
    case elsewhere
}

/// Looks a reference up.
/// - Throws: When the repository is at hand and what the reference names cannot be delivered from it.
public typealias SourceLookup = (SourceReference) throws(RenderError) -> SourceAnswer

/// Renders specs as the server does, with the same code, as far as the files are at hand.
public struct SpecRenderer {
    private let lookup: SourceLookup

    /// A renderer that takes outside files from `lookup`.
    public init(_ lookup: @escaping SourceLookup) { self.lookup = lookup }

    /// What a device gets.
    /// - Parameters:
    ///   - layers: Templates of the layers below the fleet, the lowest first.
    ///   - template: Of the fleet; an empty one for a device of no fleet.
    ///   - own: What the device's manifest declares, if there is one.
    /// - Throws: Why the server would leave the device with what it has.
    public func render(
        layers: [DeviceSpec] = [], template: DeviceSpec, values: TemplateValues, own: DeviceSpec?
    ) throws(RenderError) -> RenderedSpec {
        var parts: [DeviceSpec] = []
        for part in layers + [template] { parts.append(try Assignment.fill(part, values)) }
        let (spec, sources, unresolved) = try resolve(Assignment.merge(parts, own: own))
        return try RenderedSpec(
            parts, own: own, json: try Renderer.render(spec, sources: sources), sources: sources, unresolved: unresolved
        )
    }

    /// The spec without the providers that cannot be resolved.
    private func resolve(
        _ spec: DeviceSpec
    ) throws(RenderError) -> (DeviceSpec, [SourceReference: [SourceFile]], [SourceReference]) {
        var known = spec
        known.config = []
        var sources: [SourceReference: [SourceFile]] = [:]
        var unresolved: [SourceReference] = []
        for provider in spec.config {
            guard let reference = SourceReference(provider) else {
                known.config.append(provider)
                continue
            }
            switch try lookup(reference) {
            case .files(let files):
                sources[reference] = files
                known.config.append(provider)
            case .elsewhere: unresolved.append(reference)
            }
        }
        return (known, sources, unresolved)
    }
}
