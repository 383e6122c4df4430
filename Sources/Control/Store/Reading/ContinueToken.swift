import FoundationEssentials
import Nodes

/// Where the next page of a list begins. Clients only echo it.
///
/// Its form is the resource model's, with the organization's revision added: two tokens of one list that carry
/// different revisions tell the client that a commit was applied between the pages (P1).
public struct ContinueToken: Sendable, Equatable {
    /// Sort keys of the last item before it.
    public let keys: [String]
    /// How many items remain.
    public let remaining: Int64
    /// Revision of the organization when the page was read.
    public let revision: Int64

    /// States a token.
    public init(keys: [String], remaining: Int64, revision: Int64) {
        self.keys = keys
        self.remaining = remaining
        self.revision = revision
    }

    /// Reads a token; nil when it is none of ours.
    public init?(_ text: String) {
        guard text.utf8.count <= 4096, let data = Data(base64Encoded: text),
            let node = try? JSON.parse(Array(data), limits: .wire), node["Version"]?.integer == 1,
            let names = node["Names"]?.elements, let count = node["Count"]?.integer
        else { return nil }
        let keys = names.compactMap(\.string)
        guard keys.count == names.count, (1...2).contains(keys.count) else { return nil }
        self.init(keys: keys, remaining: count, revision: node["Revision"]?.integer ?? 0)
    }

    /// The token as text.
    public var text: String {
        let node = Node.object([
            ("Version", .integer(1)), ("Names", .array(keys.map(Node.string))), ("Count", .integer(remaining)),
            ("Revision", .integer(revision)),
        ])
        return Data(node.canonicalJSON()).base64EncodedString()
    }
}
