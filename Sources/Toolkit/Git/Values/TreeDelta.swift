/// One file of a commit, or a symbolic link or submodule in its place.
public struct TreeFile: Sendable, Hashable {
    /// What a tree entry is. Links and submodules are reported and never followed.
    public enum Kind: Sendable, Hashable { case file, executable, symbolicLink, submodule }

    /// From the root of the repository, separated by `/`, without a leading one.
    public var path: String
    /// Names the content (of a submodule: the commit it points to).
    public var blob: ObjectID
    /// The mode that git keeps: 0o100644, 0o100755, 0o120000 (link) or 0o160000 (submodule).
    public var mode: UInt32
    /// Size of the content in bytes; 0 for a submodule.
    public var size: UInt64
    /// The bytes; nil when they were not read: links, submodules, and files above the limit of bytes for one file.
    public var content: [UInt8]?

    /// A file as it is in a tree.
    public init(path: String, blob: ObjectID, mode: UInt32, size: UInt64, content: [UInt8]?) {
        self.path = path
        self.blob = blob
        self.mode = mode
        self.size = size
        self.content = content
    }

    /// What the mode says that it is.
    public var kind: Kind {
        switch mode & 0o170000 {
        case 0o120000: .symbolicLink
        case 0o160000: .submodule
        default: mode & 0o111 != 0 ? .executable : .file
        }
    }
}

/// A tree entry whose name cannot be used, and which was therefore left out.
public struct SkippedEntry: Sendable, Hashable {
    /// What is wrong with the name.
    public enum Reason: UInt8, Sendable, Hashable {
        case notUTF8 = 1
        case controlCharacter = 2
        /// `.`, `..`, `.git` and the like.
        case unsafeName = 3
    }
    /// The path with the offending bytes written as `\xNN`.
    public var path: String
    /// Why it was left out.
    public var reason: Reason

    /// An entry that was left out.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

/// The files of a commit below a path: all of them, or what changed since another commit.
public struct TreeDelta: Sendable {
    /// Added or changed (or all, see ``isComplete``), sorted by path in bytes.
    public var files: [TreeFile] = []
    /// Paths that the other commit had and this one has not, sorted by path in bytes. Always empty when complete.
    public var deleted: [String] = []
    /// Entries left out because of their names; of a difference, those in changed directories.
    public var skipped: [SkippedEntry] = []
    /// True: ``files`` is everything below the path. False: it is the difference to the commit that was named.
    public var isComplete = true

    /// Nothing, complete.
    public init() {}
}
