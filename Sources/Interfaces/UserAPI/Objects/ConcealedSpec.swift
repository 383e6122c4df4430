import Nodes
import Resources
import Secrets
import Store

/// A rendered spec for people: the content of files that come from secrets stands in no answer (P9).
enum ConcealedSpec {
    /// The JSON of the spec with the content of these files masked.
    static func json(_ spec: [UInt8], concealed paths: [String]) throws -> [UInt8] {
        guard !paths.isEmpty else { return spec }
        let hidden = Set(paths)
        return mapped(try StoredSpec.node(spec), "config") { config in
            .array(
                (config.elements ?? []).map { provider in
                    mapped(provider, "inline") { files in .array((files.elements ?? []).map { mask($0, hidden) }) }
                })
        }.canonicalJSON()
    }

    private static func mask(_ file: Node, _ hidden: Set<String>) -> Node {
        guard let path = file["path"]?.string, hidden.contains(path) else { return file }
        return mapped(mapped(file, "content") { _ in .string(Secret.mask) }, "contentEncoding") { _ in
            .string("plain")
        }
    }

    private static func mapped(_ node: Node, _ key: String, _ change: (Node) -> Node) -> Node {
        .object((node.entries ?? []).map { ($0.key, $0.key == key ? change($0.value) : $0.value) })
    }
}
