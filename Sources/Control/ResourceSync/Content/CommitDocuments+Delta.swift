import Git
import Planning
import Resources

extension CommitDocuments {
    /// Reads the files that a commit touched. One error anywhere refuses the whole commit (P3).
    static func parse(_ delta: TreeDelta, below path: String, oid: String) throws(SyncFailure) -> CommitDocuments {
        let skipped = delta.skipped.map { CommitEntry.unusableName(path: $0.path) }
        let documents = CommitDocuments(delta.files.map(CommitEntry.init) + skipped, below: path)
        guard documents.errors.isEmpty else { throw .invalid(documents.errors, oid: oid) }
        return documents
    }
}

extension CommitEntry {
    /// A tree entry as git has it.
    fileprivate init(_ file: TreeFile) {
        switch (file.kind, file.content) {
        case (.symbolicLink, _), (.submodule, _): self = .link(path: file.path)
        case (.file, let content?), (.executable, let content?): self = .file(path: file.path, content: content)
        case (.file, nil), (.executable, nil): self = .tooLarge(path: file.path, size: file.size)
        }
    }
}
