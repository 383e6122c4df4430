/// What is told of a commit.
public struct GitCommit: Sendable, Hashable {
    /// Names the commit.
    public var id: ObjectID
    /// At most 256 bytes, without control characters, as all texts here.
    public var authorName: String
    /// At most 256 bytes.
    public var authorEmail: String
    /// When it was committed, in seconds since 1970 (UTC).
    public var committedAt: Int64
    /// First paragraph of the message on one line, at most 512 bytes.
    public var subject: String

    /// Texts are taken as they are.
    public init(id: ObjectID, authorName: String, authorEmail: String, committedAt: Int64, subject: String) {
        self.id = id
        self.authorName = authorName
        self.authorEmail = authorEmail
        self.committedAt = committedAt
        self.subject = subject
    }
}
