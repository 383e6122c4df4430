import Resources

/// Where manifests come from: files and directories, standard input, a tree in git.
public protocol ManifestSource: Sendable {
    /// What there is to read, in the order of its paths.
    ///
    /// - Throws: when something that the user named does not exist or cannot be read.
    func list() throws(ValidationFailure) -> SourceListing

    /// A directory in the repository that is judged; nil when there is none.
    var repository: String? { get }

    /// The bytes of one file, at most ``SourceFile/largest``. May be called on any thread, and more than once.
    func read(_ file: SourceFile) throws(SourceFailure) -> [UInt8]
}

/// What a source has.
public struct SourceListing: Sendable {
    /// The files to judge, in the order of the bytes of their paths.
    public var files: [SourceFile] = []
    /// What stands in the way: links, directories that cannot be listed.
    public var findings: [LocatedFinding] = []
    /// Whether something could not be read, which is more than a finding.
    public var isIncomplete = false
    /// Files with a manifest's ending that `.martletignore` names; directories are not looked into.
    public var ignored = 0
    /// The settings at the repository's root.
    public var settings: SourceFile?

    /// Nothing.
    public init() {}
}

/// One file of a source.
public struct SourceFile: Sendable, Hashable {
    /// The most bytes that are read of a file: what a sync reads of one.
    public static let largest = ManifestReader.largestFile

    /// The name in findings.
    public let path: String
    /// What the source opens; the path itself, where nothing else is needed.
    public let location: String
    /// Whether the user named it. Such a one may be a pipe.
    public let isNamed: Bool

    /// A file.
    public init(path: String, location: String? = nil, isNamed: Bool = false) {
        self.path = path
        self.location = location ?? path
        self.isNamed = isNamed
    }
}

/// Why one file of a source cannot be judged.
public enum SourceFailure: Error, Sendable, Hashable {
    /// It cannot be opened or read, for this reason.
    case unreadable(String)
    /// It has more bytes than are read; how many, where that is known.
    case tooLarge(Int?)
}
