/// What someone signed a commit with, and what the signature is over. Nothing of it is verified here.
public struct CommitSignature: Sendable, Hashable {
    /// The signature in its armor; at most ``maxBytes``.
    public var armored: [UInt8]
    /// The commit object without its signature; at most ``maxPayloadBytes``.
    public var payload: [UInt8]

    /// Both parts as they are in the commit.
    public init(armored: [UInt8], payload: [UInt8]) {
        self.armored = armored
        self.payload = payload
    }

    /// Longest signature, in bytes.
    public static let maxBytes = 64 << 10
    /// Longest commit object that can be signed, in bytes.
    public static let maxPayloadBytes = 1 << 20
}
