public import Nodes
import Rendering
import Resources
import Resources

/// A device spec as it was written: of a fleet's template or of a device.
public struct WrittenSpec: Sendable {
    /// The file, as its reader named it.
    let file: String
    /// The spec with its places.
    let node: Node

    /// The template of a Fleet document, or the spec of a Device document; nil when there is none.
    public init?(file: String, document: Node) {
        let spec = document["spec"]
        guard let node = document["kind"]?.string == "Fleet" ? spec?["template"]?["spec"] : spec else { return nil }
        self.file = file
        self.node = node
    }

    fileprivate func origin(_ item: String, _ position: Position, source: String? = nil) -> Origin {
        Origin(item: item, file: file, line: position.line, source: source)
    }
}

/// Finds where the items of a rendered spec were written: the later layer wins where two have the same, as it does in
/// rendering.
public struct OriginFinder {
    private let fleets: [WrittenSpec?]
    private let device: WrittenSpec?

    /// A finder over the layers below the fleet, the lowest first, the fleet's template and the device's own spec, as far
    /// as there are any.
    public init(layers: [WrittenSpec?] = [], fleet: WrittenSpec?, device: WrittenSpec?) {
        fleets = layers + [fleet]
        self.device = device
    }

    /// The origins in the order in which the items are rendered.
    public func origins(of rendered: RenderedSpec) -> [Origin] {
        let layers = (fleets + [device]).compactMap(\.self)
        return singles(rendered, ["os"], layers) + files(rendered) + applications(rendered, layers)
            + singles(rendered, ["systemd", "resources", "updatePolicy"], layers)
    }

    private func singles(_ rendered: RenderedSpec, _ keys: [String], _ layers: [WrittenSpec]) -> [Origin] {
        keys.compactMap { key in
            guard rendered.document[key] != nil else { return nil }
            for layer in layers.reversed() {
                if let entry = layer.node.entry(key) { return layer.origin(key, entry.keyStart) }
            }
            return nil
        }
    }

    private func applications(_ rendered: RenderedSpec, _ layers: [WrittenSpec]) -> [Origin] {
        Assignment.merge(rendered.parts, own: rendered.own).applications.compactMap { application in
            guard let name = application.effectiveName else { return nil }
            for layer in layers.reversed() {
                let written = layer.node["applications"]?.elements ?? []
                if let node = written.first(where: { ($0["name"] ?? $0["image"])?.string == name }) {
                    return layer.origin("application \(name)", node.start)
                }
            }
            return nil
        }
    }

    /// Every file by the last provider that has it. A provider of the device takes the place of those of its name.
    private func files(_ rendered: RenderedSpec) -> [Origin] {
        let replaced = Set((rendered.own?.config ?? []).map(\.name))
        var origins: [String: Origin] = [:]
        for (layer, part) in zip(fleets, rendered.parts) {
            guard let layer else { continue }
            for provider in part.config where !replaced.contains(provider.name) {
                note(provider, layer, rendered, in: &origins)
            }
        }
        if let device {
            for provider in rendered.own?.config ?? [] { note(provider, device, rendered, in: &origins) }
        }
        return rendered.files.keys.sorted().compactMap { origins[$0] }
    }

    private func note(
        _ provider: ConfigProvider, _ layer: WrittenSpec, _ rendered: RenderedSpec, in origins: inout [String: Origin]
    ) {
        guard let node = layer.node["config"]?.elements?.first(where: { $0["name"]?.string == provider.name }) else {
            return
        }
        if case .inline(let files) = provider.source {
            let nodes = node["inline"]?.elements ?? []
            for (index, file) in files.enumerated() {
                let place = index < nodes.count ? nodes[index].start : node.start
                origins[file.path] = layer.origin("file \(file.path)", place)
            }
        } else if let reference = SourceReference(provider) {
            for file in rendered.sources[reference] ?? [] {
                origins[file.path] = layer.origin("file \(file.path)", node.start, source: reference.shown)
            }
        }
    }
}
