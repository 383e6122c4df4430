/// What is left of the limits while one input is read; counts are shared by all documents of a stream.
struct NodeBudget {
    let limits: NodeLimits
    private var nodes = 0
    private var expanded = 0

    init(_ limits: NodeLimits) { self.limits = limits }

    mutating func spendNode(at position: Position) throws(NodeError) {
        nodes += 1
        if nodes > limits.maxNodes {
            throw NodeError(
                .tooMany, at: position, "The input has more than \(limits.maxNodes) values and keys.",
                fix: "Split it into smaller files.")
        }
    }

    func checkDepth(_ depth: Int, at position: Position) throws(NodeError) {
        if depth > limits.maxDepth {
            throw NodeError(
                .tooDeep, at: position, "Mappings and sequences nest more than \(limits.maxDepth) deep.",
                fix: "Flatten the structure.")
        }
    }

    mutating func spendExpansion(_ nodes: Int, at position: Position) throws(NodeError) {
        expanded += nodes
        if expanded > limits.maxAliasExpansion {
            let most = limits.maxAliasExpansion
            throw NodeError(
                .alias, at: position,
                most == 0 ? "Aliases are not allowed here." : "Aliases expand to more than \(most) values.",
                fix: "Write the values out instead of repeating them by aliases.")
        }
    }

    static func checkSize(_ bytes: Int, _ limits: NodeLimits) throws(NodeError) {
        if bytes > limits.maxBytes {
            throw NodeError(
                .tooLarge, at: .start, "The input has \(bytes) bytes, more than the \(limits.maxBytes) allowed.",
                fix: "Split it into smaller parts.")
        }
    }
}
