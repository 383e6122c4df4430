import GitObjects
import Resources

/// The tree of a commit in a repository on this machine; nothing is checked out.
public struct GitTreeSource: ManifestSource {
    private let directory: String
    private let revision: String
    private let paths: [String]
    private let settings: String?
    private let handles = RepositoryHandles()

    /// Reads what a commit holds.
    ///
    /// - Parameters:
    ///   - directory: the repository, with or without a work tree, or a directory inside one.
    ///   - revision: what `git rev-parse` takes: a branch, a tag, a commit.
    ///   - paths: from the root of the repository; none is all of it.
    ///   - settings: a file of this machine; nil takes `martlet.yaml` at the root of the tree.
    public init(directory: String, revision: String, paths: [String] = [], settings: String? = nil) {
        self.directory = directory
        self.revision = revision
        self.paths = paths.map { $0.split(separator: "/").filter { $0 != "." }.joined(separator: "/") }
        self.settings = settings
    }

    /// Everything that is to be judged, in the order of the paths.
    public func list() throws(ValidationFailure) -> SourceListing {
        let (tree, commit) = try tree()
        for path in paths where !path.isEmpty && !tree.holds(path) {
            throw ValidationFailure(
                "Commit \(commit.id.prefix(12)) has no path “\(path)”.",
                fix: "Write it from the root of the repository.")
        }
        handles.keep(tree.files)
        var listing = tree.listing(below: paths.isEmpty ? [""] : paths)
        if let settings { listing.settings = SourceFile(path: settings, isNamed: true) }
        return listing
    }

    private func tree() throws(ValidationFailure) -> (GitTree, LocalCommit) {
        do throws(LocalRepositoryError) {
            let repository = try LocalRepository(directory: directory)
            let commit = try repository.commit(revision)
            let files = try repository.files(of: commit, below: "", suffixes: nil)
            return (GitTree(files) { try? repository.content(of: $0, limit: SourceFile.largest) }, commit)
        } catch {
            throw ValidationFailure("The tree cannot be read: \(error.message).", fix: "Hint: \(error.fix).")
        }
    }

    /// The folder in which the repository of the files is looked for.
    public var repository: String? { directory }

    /// The bytes of a file of the listing.
    public func read(_ file: SourceFile) throws(SourceFailure) -> [UInt8] {
        if file.isNamed { return try FileBytes.read(file) }
        return try handles.read(file.path, in: directory)
    }
}
