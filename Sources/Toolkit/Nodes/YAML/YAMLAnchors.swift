/// The anchors of one document, each with the number of nodes that an alias to it stands for.
struct YAMLAnchors {
    private enum Anchor {
        /// Its node is still being read, so an alias to it would hold itself.
        case open
        case closed(Node, weight: Int)
    }

    private var anchors: [String: Anchor] = [:]

    mutating func open(_ name: String) { anchors[name] = .open }

    mutating func close(_ name: String, _ node: Node, weight: Int) { anchors[name] = .closed(node, weight: weight) }

    func resolve(_ name: String, at start: Position, end: Position) throws(NodeError) -> (Node, Int) {
        switch anchors[name] {
        case .closed(let node, let weight): return (node, weight)
        case .open:
            throw NodeError(
                .alias, at: start, end: end, "The alias “*\(name)” stands within its own anchor.",
                fix: "Write the value out.")
        case nil:
            throw NodeError(
                .alias, at: start, end: end, "The alias “*\(name)” has no anchor “&\(name)” before it.",
                fix: "Define the anchor first, or put the text in quotes if it is no alias.")
        }
    }
}
