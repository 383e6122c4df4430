/// Where an item of a rendered spec was written.
public struct Origin: Sendable, Hashable {
    /// The item: `os`, `file /etc/motd`, `application web` and the like.
    public let item: String
    /// The file, as its reader named it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The repository that the content comes from, as `git NAME@REV:path`, when it does not stand in the file.
    public let source: String?
}
