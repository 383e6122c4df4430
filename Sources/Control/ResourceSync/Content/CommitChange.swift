import Git
import Planning
import Resources
import Store

/// What has to be looked at of a commit, and what is remembered of its files afterwards.
struct CommitChange {
    /// Files that are parsed, and what stands where a file would.
    private var files: [TreeFile] = []
    private var skipped: [SkippedEntry] = []
    /// Files with content that was judged at another path: the new path, and that one.
    private(set) var moved: [(path: String, from: String)] = []
    /// Paths of the commit in force that this commit does not have.
    private(set) var gone: [String] = []

    /// What changed since the commit in force.
    init(_ delta: TreeDelta, below folder: String) {
        files = delta.files.filter { !ManifestPath.isPassedOver($0.path, below: folder) }
        skipped = delta.skipped
        gone = delta.deleted + delta.files.map(\.path).filter { ManifestPath.isPassedOver($0, below: folder) }
    }

    /// What of a whole listing was not judged before.
    init(_ listing: TreeDelta, below folder: String, known: KnownFiles) {
        skipped = listing.skipped
        var present: Set<String> = []
        for file in listing.files where !ManifestPath.isPassedOver(file.path, below: folder) {
            present.insert(file.path)
            if file.isPlain, known.stands(file) { continue }
            if file.isPlain, let former = known.formerPath(of: file) {
                moved.append((file.path, former))
                renamed.append(file)
            } else {
                files.append(file)
            }
        }
        gone = known.paths.filter { !present.contains($0) }
    }

    private var renamed: [TreeFile] = []

    /// The paths whose owned documents are compared with the commit's.
    var paths: [String] { files.map(\.path) + moved.map(\.path) + gone }

    /// What is remembered once the commit is in force.
    var record: ManifestFiles.Change {
        var change = ManifestFiles.Change()
        change.rules = CommitDocuments.rules
        change.gone = gone
        change.read = (files.filter(\.isPlain) + renamed).map { ManifestFiles.File(path: $0.path, blob: $0.blob.bytes) }
        return change
    }

    /// Reads the files. One error anywhere refuses the whole commit (P3).
    func parse(below folder: String, oid: String) throws(SyncFailure) -> CommitDocuments {
        let unusable = skipped.map { CommitEntry.unusableName(path: $0.path) }
        let documents = CommitDocuments(files.map(CommitEntry.init) + unusable, below: folder)
        guard documents.errors.isEmpty else { throw .invalid(documents.errors, oid: oid) }
        return documents
    }
}

extension TreeFile {
    /// Whether it has content, unlike a link or a submodule.
    fileprivate var isPlain: Bool { kind == .file || kind == .executable }
}

extension CommitEntry {
    /// A tree entry as git has it.
    init(_ file: TreeFile) {
        switch (file.kind, file.content) {
        case (.symbolicLink, _), (.submodule, _): self = .link(path: file.path)
        case (.file, let content?), (.executable, let content?): self = .file(path: file.path, content: content)
        case (.file, nil), (.executable, nil): self = .tooLarge(path: file.path, size: file.size)
        }
    }
}
