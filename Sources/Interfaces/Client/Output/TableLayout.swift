import FoundationEssentials
import Nodes

/// The columns of a kind and how a row is read from an object.
struct TableLayout: Sendable {
    let headers: [String]
    let row: @Sendable (Node) -> [String]

    init(_ headers: String..., row: @escaping @Sendable (Node) -> [String]) {
        self.headers = headers
        self.row = row
    }

    /// The layout with another column at its end.
    func adding(_ header: String, _ cell: @escaping @Sendable (Node) -> String) -> TableLayout {
        TableLayout(headers: headers + [header]) { [row] in row($0) + [cell($0)] }
    }

    private init(headers: [String], row: @escaping @Sendable (Node) -> [String]) {
        self.headers = headers
        self.row = row
    }

    static let none = "<none>"
    static let unknown = "Unknown"
}

extension Node {
    /// The text at the end of a path of keys; nil when it is absent or empty.
    func text(_ keys: String...) -> String? {
        let node = keys.reduce(self as Node?) { $0?[$1] }
        return node?.scalar.flatMap { $0.text.isEmpty || node?.isNull == true ? nil : $0.text }
    }

    /// The name in the metadata.
    var objectName: String { text("metadata", "name") ?? "" }

    /// The condition of a type in the status.
    func condition(_ type: String) -> Node? {
        self["status"]?["conditions"]?.elements?.first { $0.text("type") == type }
    }

    /// `True`, `False` or `Unknown`.
    func conditionStatus(_ type: String) -> String { condition(type)?.text("status") ?? TableLayout.unknown }

    /// `key=value` pairs in the order of the keys, separated by commas.
    var pairs: String {
        (entries ?? []).map { "\($0.key)=\($0.value.scalar?.text ?? "")" }.sorted().joined(separator: ",")
    }
}
