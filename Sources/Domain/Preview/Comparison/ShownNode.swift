import FoundationEssentials
import Nodes

/// A value twice: as it may be shown, with secrets masked, and as it is, for telling whether it changed.
struct ShownNode {
    let shown: Node
    let actual: Node

    init(shown: Node, actual: Node) {
        self.shown = shown
        self.actual = actual
    }

    /// Nothing in it is a secret of the resource model.
    init(_ node: Node) { self.init(shown: node, actual: node) }

    /// The fields of a mapping by their keys; nil when it is none.
    var fields: [(key: String, value: ShownNode)]? {
        guard let entries = actual.entries else { return nil }
        return entries.map { ($0.key, ShownNode(shown: shown[$0.key] ?? .null, actual: $0.value)) }
    }

    /// The elements of a list of mappings by what names them; nil when this is none.
    var items: [(key: String, value: ShownNode)]? {
        guard let elements = actual.elements, !elements.isEmpty, elements.allSatisfy({ $0.entries != nil }) else {
            return nil
        }
        let shown = shown.elements ?? []
        let names = Self.names(of: elements)
        return elements.indices.map { index in
            (names[index], ShownNode(shown: index < shown.count ? shown[index] : .null, actual: elements[index]))
        }
    }

    /// The first of these fields that all elements have, each its own, else their indices.
    private static func names(of elements: [Node]) -> [String] {
        for key in ["name", "path", "monitorType", "severity", "key"] {
            let names = elements.compactMap { $0[key]?.string }
            if names.count == elements.count, Set(names).count == names.count { return names }
        }
        return elements.indices.map(String.init)
    }

    /// The value on one line.
    func line(key: String) -> String {
        if Concealment.isSecret(key), actual.scalar != nil { return Concealment.mask }
        if let text = shown.string { return text.contains("\n") ? text : Concealment.lines([text])[0] }
        return String(decoding: shown.canonicalJSON(), as: UTF8.self)
    }

    /// The value with every base64 content that is text decoded, so that it can be compared by lines.
    var decoded: ShownNode { ShownNode(shown: Self.decode(shown), actual: Self.decode(actual)) }

    private static func decode(_ node: Node) -> Node {
        switch node.content {
        case .scalar: return node
        case .sequence(let elements): return .array(elements.map(decode))
        case .mapping(let entries):
            let isEncoded = node["contentEncoding"]?.string == "base64"
            return .object(
                entries.map { entry in
                    (entry.key, isEncoded && entry.key == "content" ? decodeText(entry.value) : decode(entry.value))
                })
        }
    }

    private static func decodeText(_ node: Node) -> Node {
        guard let text = node.string, let data = Data(base64Encoded: text) else { return node }
        guard let text = ShownText.text(Array(data)) else {
            return .string("(\(data.count) bytes that are no text)")
        }
        return .string(text)
    }
}
