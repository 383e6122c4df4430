/// What a document may cost. Every reader of this module takes one, so that no input is unbounded.
public struct NodeLimits: Sendable, Hashable {
    /// Bytes of the whole input.
    public var maxBytes: Int
    /// Mappings and sequences within one another. Never above 512, because trees are walked by recursion.
    public var maxDepth: Int
    /// Mappings, sequences, keys and scalars written in the whole input.
    public var maxNodes: Int
    /// Documents in one YAML stream.
    public var maxDocuments: Int
    /// Nodes that all YAML aliases of the input together stand for, aliases within aliases counted through.
    public var maxAliasExpansion: Int

    /// Limits of the given sizes.
    public init(maxBytes: Int, maxDepth: Int, maxNodes: Int, maxDocuments: Int, maxAliasExpansion: Int) {
        self.maxBytes = maxBytes
        self.maxDepth = min(maxDepth, 512)
        self.maxNodes = maxNodes
        self.maxDocuments = maxDocuments
        self.maxAliasExpansion = maxAliasExpansion
    }

    /// For files that people write: 8 MiB, depth 64, 1,000,000 nodes, 10,000 documents, 100,000 nodes by aliases.
    public static let manifest = NodeLimits(
        maxBytes: 8 << 20, maxDepth: 64, maxNodes: 1_000_000, maxDocuments: 10_000, maxAliasExpansion: 100_000)

    /// For request bodies: 1 MiB, depth 64, 200,000 nodes, one document, no aliases. A caller with a larger body limit of
    /// its own raises `maxBytes`.
    public static let wire = NodeLimits(
        maxBytes: 1 << 20, maxDepth: 64, maxNodes: 200_000, maxDocuments: 1, maxAliasExpansion: 0)
}
