import Nodes

/// A part of a document that is kept as it is and not looked into: canonical JSON.
public struct OpenJSON: Sendable, Hashable {
    /// Keys sorted bytewise, no whitespace.
    public let bytes: [UInt8]

    /// Takes a node over.
    public init(_ node: Node) { bytes = node.canonicalJSON() }
}

/// A share of something or a count of it.
public enum Amount: Sendable, Hashable {
    /// 0 to 100, written `25%`.
    case percent(Int)
    /// At least 1, written as a number.
    case count(Int64)
}
