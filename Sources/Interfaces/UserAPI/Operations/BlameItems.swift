import Nodes
import Resources
import Store

/// A layer of a device's spec, read.
struct BlamedSpec {
    let object: String
    let spec: Node
    let place: Node
    let sources: Node

    init(_ layer: BlameLayer) throws {
        object = layer.object
        spec = try StoredSpec.node(layer.spec)
        place = try StoredSpec.node(layer.place)
        sources = try StoredSpec.node(layer.sources)
    }

    /// Whether it is the device's own spec.
    var isOwn: Bool { object.hasPrefix("Device/") }

    /// Where the spec stands in its document.
    private var root: String { isOwn ? "spec" : "spec.template.spec" }

    func item(_ item: String, field: String, source: Node? = nil) -> Node {
        .object(
            [("item", .string(item)), ("object", .string(object)), ("field", .string("\(root).\(field)"))]
                + (place.entries ?? []).map { ($0.key, $0.value) } + [("source", source)])
    }
}

/// The items that a device is sent, each with the layer that it comes from: the later layer wins where two have the same
/// item, as it does in rendering. Pure.
struct BlameItems {
    private let layers: [BlamedSpec]

    init(_ layers: [BlamedSpec]) { self.layers = layers }

    /// The items in the order in which they are rendered.
    var all: [Node] {
        singles(["os"]) + files + applications + singles(["systemd", "resources", "updatePolicy"])
    }

    private func singles(_ keys: [String]) -> [Node] {
        keys.compactMap { key in
            layers.last { $0.spec[key].map { $0.elements?.isEmpty != true } ?? false }.map {
                $0.item(Self.shown(key, $0.spec), field: key)
            }
        }
    }

    private static func shown(_ key: String, _ spec: Node) -> String {
        key == "os" ? (spec["os"]?["image"]?.string).map { "os \($0)" } ?? key : key
    }

    /// A named element of a list by the last layer that has it, in the order of rendering. Config providers of fleets all
    /// count; only those of the device take the place of others.
    private func named(_ list: String, _ name: (Node) -> String) -> [(layer: BlamedSpec, node: Node, index: Int)] {
        var found: [(layer: BlamedSpec, node: Node, index: Int)] = []
        for layer in layers {
            let nodes = layer.spec[list]?.elements ?? []
            let names = Set(nodes.map(name))
            if list != "config" || layer.isOwn { found.removeAll { names.contains(name($0.node)) } }
            found += nodes.enumerated().map { (layer, $0.element, $0.offset) }
        }
        return found
    }

    private var applications: [Node] {
        named("applications") { ($0["name"] ?? $0["image"])?.string ?? "" }.map { entry in
            let name = (entry.node["name"] ?? entry.node["image"])?.string ?? ""
            return entry.layer.item("application \(name)", field: "applications[\(entry.index)]")
        }
    }

    /// Every file by the last provider that has its path. A provider whose files are not known stands for itself.
    private var files: [Node] {
        var items: [(key: String, node: Node)] = []
        for entry in named("config", { $0["name"]?.string ?? "" }) {
            for (key, node) in files(of: entry.node, at: "config[\(entry.index)]", entry.layer) {
                items.removeAll { $0.key == key }
                items.append((key, node))
            }
        }
        return items.map(\.node)
    }

    private func files(of provider: Node, at field: String, _ layer: BlamedSpec) -> [(key: String, node: Node)] {
        if let inline = provider["inline"]?.elements {
            return inline.enumerated().map { index, file in
                let key = "file \(file["path"]?.string ?? "")"
                return (key, layer.item(key, field: "\(field).inline[\(index)]"))
            }
        }
        let name = provider["name"]?.string ?? ""
        let known = layer.sources[name]
        let source = known.map {
            Node.object(($0.entries ?? []).filter { $0.key != "files" }.map { ($0.key, $0.value) })
        }
        let keys = (known?["files"]?.elements ?? []).compactMap(\.string).map { "file \($0)" }
        return (keys.isEmpty ? ["config \(name)"] : keys).map { ($0, layer.item($0, field: field, source: source)) }
    }
}
