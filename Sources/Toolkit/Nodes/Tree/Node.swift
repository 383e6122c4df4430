/// A value of a YAML or JSON document that knows where it stands, so that every finding can name line and column.
public struct Node: Sendable {
    /// What a node holds.
    public enum Content: Sendable {
        /// A leaf.
        case scalar(Scalar)
        /// A list, in the order written.
        case sequence([Node])
        /// Pairs in the order written; no key stands twice.
        case mapping([Entry])
    }

    /// A key of a mapping and its value.
    public struct Entry: Sendable {
        /// The key's text.
        public var key: String
        /// Where the key starts, an opening quote included.
        public var keyStart: Position
        /// Where the key ends: the first place behind it.
        public var keyEnd: Position
        /// The value.
        public var value: Node

        /// A pair whose key stands at the given place.
        public init(key: String, keyStart: Position = .start, keyEnd: Position = .start, value: Node) {
            self.key = key
            self.keyStart = keyStart
            self.keyEnd = keyEnd
            self.value = value
        }
    }

    /// What the node holds.
    public var content: Content
    /// Where the value starts, an opening quote included. An alias stands where `*name` was written, what it holds
    /// where the anchor was.
    public var start: Position
    /// The first place behind the value.
    public var end: Position

    /// A node at the given place.
    public init(_ content: Content, start: Position = .start, end: Position = .start) {
        self.content = content
        self.start = start
        self.end = end
    }
}
