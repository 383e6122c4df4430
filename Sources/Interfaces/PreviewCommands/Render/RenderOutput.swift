import Console
import Nodes
import Preview

/// A rendered spec for reading.
struct RenderOutput {
    let rendered: RenderedSpec
    let origins: [Origin]?

    func text(_ format: RenderCommand.Format) -> String {
        switch format {
        case .yaml: (origins.map(comments) ?? "") + spec.yaml()
        case .json: String(decoding: document.json(pretty: true), as: UTF8.self) + "\n"
        }
    }

    /// With origins asked for, the spec and they are members of one object.
    private var document: Node {
        guard let origins else { return spec }
        return .object([("spec", spec), ("origins", .array(origins.map(\.node)))])
    }

    private func comments(_ origins: [Origin]) -> String {
        let width = origins.map(\.item.count).max() ?? 0
        return origins.map { origin in
            let pad = String(repeating: " ", count: width - origin.item.count)
            let source = origin.source.map { " (\($0))" } ?? ""
            return "# \(origin.item)\(pad)  \(origin.file):\(origin.line)\(source)".printable + "\n"
        }.joined()
    }

    /// The document with contents that are text written as text.
    private var spec: Node {
        .object(
            (rendered.document.entries ?? []).map { entry in
                (entry.key, entry.key == "config" ? .array(providers(entry.value)) : entry.value)
            })
    }

    private func providers(_ config: Node) -> [Node] {
        (config.elements ?? []).map { provider in
            .object(
                (provider.entries ?? []).map { entry in
                    (entry.key, entry.key == "inline" ? .array((entry.value.elements ?? []).map(file)) : entry.value)
                })
        }
    }

    private func file(_ node: Node) -> Node {
        guard let path = node["path"]?.string, let content = rendered.files[path]?.content, !content.contains(0),
            let text = String(validating: content, as: UTF8.self)
        else { return node }
        return .object(
            (node.entries ?? []).map { entry in
                switch entry.key {
                case "content": ("content", .string(text))
                case "contentEncoding": ("contentEncoding", .string("plain"))
                default: (entry.key, entry.value)
                }
            })
    }
}

extension Origin {
    fileprivate var node: Node {
        .object([
            ("item", .string(item)), ("file", .string(file)), ("line", .integer(Int64(line))),
            ("source", source.map(Node.string)),
        ])
    }
}
