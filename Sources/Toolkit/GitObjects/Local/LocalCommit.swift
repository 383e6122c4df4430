import Git

/// A commit of a repository on this machine.
public struct LocalCommit: Sendable, Hashable {
    /// Names the commit.
    package let object: ObjectID
    /// Names the commit: 40 hexadecimal digits.
    public var id: String { object.hex }
    /// Who wrote it: at most 256 bytes, without control characters.
    public let author: String
    /// First paragraph of the message on one line, at most 512 bytes.
    public let subject: String

    init(_ commit: GitCommit) {
        object = commit.id
        author = commit.authorName
        subject = commit.subject
    }
}
