import CLibGit2
import Git

/// What a commit holds at a path.
public struct LocalFile: Sendable, Hashable {
    /// What stands at the path. Links and submodules are told of and never followed.
    public enum Kind: Sendable, Hashable {
        case file, executable, symbolicLink, submodule
        /// The name is not UTF-8, has control characters in it, or would mean something to git or a file system.
        case unusableName
    }

    /// From the root of the repository, without a leading slash. Of an unusable name, a printable form.
    public let path: String
    /// What it is.
    public let kind: Kind
    /// Size of the content in bytes; 0 for a submodule and an unusable name.
    public let size: Int
    /// Names the content; equal names are equal contents. Nil for an unusable name.
    package let blob: ObjectID?

    /// Whether it has content that can be delivered.
    public var isFile: Bool { kind == .file || kind == .executable }

    init(_ entry: TreeEntry, path: String, size: UInt64) {
        self.path = path
        self.size = Int(clamping: size)
        blob = ObjectID(entry.id)
        kind =
            if entry.isSymbolicLink {
                .symbolicLink
            } else if entry.isSubmodule {
                .submodule
            } else {
                entry.mode & 0o111 != 0 ? .executable : .file
            }
    }

    init(unusable entry: SkippedEntry) {
        path = entry.path
        kind = .unusableName
        size = 0
        blob = nil
    }
}
