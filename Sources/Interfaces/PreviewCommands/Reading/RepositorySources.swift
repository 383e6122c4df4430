import GitObjects
import Planning
import Preview
import Rendering
import Resources

/// Files of references into the repository at hand, as a commit has them. A tag or a whole commit is taken as it is, and
/// so is another branch if it is there; the branch that a sync follows means the commit that is looked at.
final class RepositorySources {
    private let repository: LocalRepository
    private let identity: RepositoryIdentity
    private let looked: LocalCommit
    private let followed: Set<String>
    private var known: [SourceReference: Result<SourceAnswer, RenderError>] = [:]

    init(_ repository: LocalRepository, _ identity: RepositoryIdentity, _ commit: LocalCommit) {
        self.repository = repository
        self.identity = identity
        looked = commit
        followed = Set(identity.syncs.map(\.spec.targetRevision))
    }

    func find(_ reference: SourceReference) throws(RenderError) -> SourceAnswer {
        if let known = known[reference] { return try known.get() }
        let answer = Result { () throws(RenderError) in try read(reference) }
        known[reference] = answer
        return try answer.get()
    }

    private func read(_ reference: SourceReference) throws(RenderError) -> SourceAnswer {
        guard case .git(let revision, let path) = reference.place, identity.isOwn(reference.repository),
            let commit = commit(revision)
        else { return .elsewhere }
        do {
            var files: [RepositoryFile] = []
            for file in try repository.files(of: commit, below: path, suffixes: nil) {
                if file.kind == .unusableName { throw reference.unusableName(file.path) }
                files.append(try self.file(file))
            }
            return .files(try reference.map(files))
        } catch let error as RenderError {
            throw error
        } catch {
            throw RenderError("config provider '\(reference.provider)': \(error)")
        }
    }

    private func commit(_ name: String) -> LocalCommit? {
        if followed.contains(name) { return looked }
        if let pinned = (try? repository.pinned(name)) ?? nil { return pinned }
        guard followed.isEmpty else {
            return (try? repository.commit("refs/remotes/origin/\(name)"))
                ?? (try? repository.commit("refs/heads/\(name)"))
        }
        return looked
    }

    private func file(_ file: LocalFile) throws(LocalRepositoryError) -> RepositoryFile {
        RepositoryFile(
            path: file.path, isExecutable: file.kind == .executable,
            content: try repository.content(of: file, limit: ManifestReader.largestFile),
            isLink: !file.isFile)
    }
}
