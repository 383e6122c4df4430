import GitObjects
import Planning
import Preview
import Resources

/// A commit with what it declares below a path.
struct Revision {
    let commit: LocalCommit
    let documents: CommitDocuments
    let declared: Declared

    init(_ commit: LocalCommit, _ documents: CommitDocuments) {
        self.commit = commit
        self.documents = documents
        declared = Declared(documents.manifests)
    }
}

extension LocalRepository {
    /// Reads what a commit declares below a path, as a sync of that path would.
    func revision(_ commit: LocalCommit, below path: String) throws(PreviewFailure) -> Revision {
        do {
            var entries: [CommitEntry] = []
            for file in try files(of: commit, below: path, suffixes: ManifestPath.suffixes) {
                entries.append(try entry(file))
            }
            return Revision(commit, CommitDocuments(entries, below: path))
        } catch {
            throw PreviewFailure(error)
        }
    }

    /// The same for the side that may not have the path yet.
    func formerRevision(_ commit: LocalCommit, below path: String) throws(PreviewFailure) -> Revision {
        do {
            _ = try files(of: commit, below: path, suffixes: [])
        } catch  where error.code == .pathNotFound {
            return Revision(commit, CommitDocuments([], below: path))
        } catch {
            throw PreviewFailure(error)
        }
        return try revision(commit, below: path)
    }

    func find(_ revision: String) throws(PreviewFailure) -> LocalCommit {
        do {
            return try commit(revision)
        } catch {
            throw PreviewFailure(error)
        }
    }

    private func entry(_ file: LocalFile) throws(LocalRepositoryError) -> CommitEntry {
        switch file.kind {
        case .symbolicLink, .submodule: return .link(path: file.path)
        case .unusableName: return .unusableName(path: file.path)
        case .file, .executable:
            guard let content = try content(of: file, limit: ManifestReader.largestFile) else {
                return .tooLarge(path: file.path, size: UInt64(file.size))
            }
            return .file(path: file.path, content: content)
        }
    }
}
