/// A commit as a part of a history.
public struct HistoryCommit: Sendable, Hashable {
    /// Name, author, time and subject.
    public var detail: GitCommit
    /// The commits it was made from, the main line first; more than one of a merge.
    public var parents: [ObjectID]
    /// At most 256 bytes, without control characters.
    public var committerName: String
    /// At most 256 bytes, without control characters.
    public var committerEmail: String
    /// The whole message, with its line breaks; of a very long one the last ``maxMessageBytes``, where trailers stand.
    /// Invalid UTF-8 is repaired.
    public var message: String
    /// Nil when the commit is not signed, or when signatures were not asked for.
    public var signature: CommitSignature?

    /// Longest message that is told whole, in bytes.
    public static let maxMessageBytes = 64 << 10

    /// Most parents that are told.
    package static let maxParents = 256

    /// Most bytes that one commit may take in an answer, without names and times.
    package static func maxBytes(signed: Bool) -> Int {
        // Repairing turns a byte into three at most.
        let plain = 3 * maxMessageBytes + 20 * maxParents
        return signed ? plain + CommitSignature.maxBytes + CommitSignature.maxPayloadBytes : plain
    }

    /// A commit as it was read.
    public init(
        detail: GitCommit, parents: [ObjectID], committerName: String, committerEmail: String, message: String,
        signature: CommitSignature?
    ) {
        self.detail = detail
        self.parents = parents
        self.committerName = committerName
        self.committerEmail = committerEmail
        self.message = message
        self.signature = signature
    }
}

/// The commits that lead to a head.
public struct GitHistory: Sendable {
    /// Those that the head has and the commit `since` has not, side branches of merges included; the head comes first,
    /// then from young to old.
    public var commits: [HistoryCommit] = []
    /// There are more commits than were asked for, or fit into an answer.
    public var isCut = false
    /// The head is `since` or was made on top of it. False also when the mirror does not have `since`: whatever the
    /// head was made from is in the mirror. True when no commit was named.
    public var isDescendant = false

    /// No commits.
    public init() {}
}
