import Nodes
import Testing

/// A document that must be refused, and how.
struct Refusal: Sendable, CustomTestStringConvertible {
    let input: String
    let code: NodeError.Code
    let line: Int
    let column: Int

    init(_ input: String, _ code: NodeError.Code, _ line: Int, _ column: Int) {
        (self.input, self.code, self.line, self.column) = (input, code, line, column)
    }

    var testDescription: String { "\(code) at \(line):\(column) in \(input.prefix(40).debugDescription)" }

    func matches(_ error: NodeError?) -> Bool {
        guard let error else { return false }
        return error.code == code && error.position == Position(line: line, column: column)
            && error.end >= error.position
            && error.message.hasSuffix(".") && error.fix.hasSuffix(".")
    }
}

/// The one document of a YAML text.
func yaml(_ text: String, limits: NodeLimits = .manifest) throws -> Node {
    try #require(YAML.documents(in: Array(text.utf8), limits: limits).first)
}

func json(_ text: String, limits: NodeLimits = .wire) throws -> Node {
    try JSON.parse(Array(text.utf8), limits: limits)
}

extension Node {
    /// The tree as JSON text, which shows every value and the order of keys, but no places.
    var text: String { String(decoding: json(), as: UTF8.self) }
}

extension NodeLimits {
    static func small(
        bytes: Int = 10_000, depth: Int = 8, nodes: Int = 100, documents: Int = 3, expansion: Int = 20
    ) -> NodeLimits {
        NodeLimits(
            maxBytes: bytes, maxDepth: depth, maxNodes: nodes, maxDocuments: documents, maxAliasExpansion: expansion)
    }
}
