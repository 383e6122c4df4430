import FoundationEssentials
import GitObjects
import Nodes
import Planning
import Preview
import Rendering
import Resources

/// What a spec is rendered from: a commit, or the files on disk.
struct RenderInput {
    let documents: CommitDocuments
    let declared: Declared
    let lookup: SourceLookup
    /// The bytes of a file that was read.
    let content: (String) -> [UInt8]?

    /// A commit of a repository.
    static func commit(_ revision: String, in directory: String, repository: String?) throws(PreviewFailure)
        -> RenderInput
    {
        let local = try PlanSources.open(directory)
        let commit = try local.find(revision)
        let sources = PlanSources(local, repository: repository, commits: [commit])
        let read = try local.revision(commit, below: sources.path)
        let files = sources.files(commit)
        return RenderInput(
            documents: read.documents, declared: read.declared,
            lookup: { (reference) throws(RenderError) in try files.find(reference) },
            content: { path in
                let found = try? local.files(of: commit, below: path, suffixes: nil).first
                return found.flatMap { try? local.content(of: $0, limit: ManifestReader.largestFile) }
            })
    }

    /// Files and directories on disk.
    static func files(_ paths: [String], in directory: String, repository: String?) throws(PreviewFailure)
        -> RenderInput
    {
        let documents = CommitDocuments(try WorkingFiles.entries(paths), below: nil)
        let declared = Declared(documents.manifests)
        let local = try? LocalRepository(directory: directory)
        let identity = RepositoryIdentity(
            addresses: local?.remoteAddresses ?? [], name: repository, sides: [declared])
        let root = local?.workTree
        return RenderInput(
            documents: documents, declared: declared,
            lookup: { (reference) throws(RenderError) in
                guard let root, identity.isOwn(reference.repository), case .git(_, let path) = reference.place
                else { return .elsewhere }
                return .files(try reference.map(try reference.workingFiles(path, in: root)))
            },
            content: { FileManager.default.contents(atPath: $0).map(Array.init) })
    }

    /// The document of a manifest with its places.
    func document(of manifest: Manifest) -> Node? {
        guard let bytes = content(manifest.file) else { return nil }
        if manifest.file.lowercased().hasSuffix(".json") { return try? JSON.parse(bytes, limits: .manifest) }
        let documents = (try? YAML.documents(in: bytes, limits: .manifest)) ?? []
        return manifest.document < documents.count ? documents[manifest.document] : nil
    }
}

extension SourceReference {
    fileprivate func workingFiles(_ path: String, in root: String) throws(RenderError) -> [RepositoryFile] {
        do {
            return try WorkingFiles.files(path, in: root)
        } catch {
            throw RenderError("config provider '\(provider)': \(error.message)")
        }
    }
}
