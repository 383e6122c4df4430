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

    /// How many of `total` devices may be away: a share rounds down, but never below one, since a rollout that may touch
    /// no device would never end.
    public func unavailable(of total: Int64) -> Int64 {
        switch self {
        case .count(let count): count
        case .percent(let share): max(1, total / 100 * Int64(share) + total % 100 * Int64(share) / 100)
        }
    }
}
