public import Resources

/// What stands at a path of a commit where manifests are looked for.
public enum CommitEntry: Sendable {
    /// A file and what it holds.
    case file(path: String, content: [UInt8])
    /// A file above the limit for manifests, with its size in bytes.
    case tooLarge(path: String, size: UInt64)
    /// A symbolic link or a submodule: neither is ever followed.
    case link(path: String)
    /// An entry whose name cannot be used, in a printable form.
    case unusableName(path: String)

    /// Where it stands, from the root of the repository.
    public var path: String {
        switch self {
        case .file(let path, _), .tooLarge(let path, _), .link(let path), .unusableName(let path): path
        }
    }
}

/// The documents of a commit, or of the files that it touched: parsed and judged as a whole, the same by the server
/// and by a preview (P2).
public struct CommitDocuments: Sendable {
    /// Which rules judge: to be raised with every change that makes another judgement, or another manifest, of a file
    /// that did not change. Servers then look at every file once more (P2).
    public static let rules: Int64 = 1

    /// Every manifest without an error, in the order of files and documents.
    public private(set) var manifests: [Manifest] = []
    /// Everything that was found. One error among it refuses the whole commit (P3).
    public private(set) var findings: [LocatedFinding] = []

    /// Reads the entries, which are in the order of their paths.
    ///
    /// - Parameter folder: the path that is read, from the root of the repository, so that what ``ManifestPath`` passes
    ///   over is left out; nil when that was done already.
    public init(_ entries: [CommitEntry], below folder: String?) {
        var skipped: [LocatedFinding] = []
        for entry in entries {
            if let folder, ManifestPath.isPassedOver(entry.path, below: folder) { continue }
            switch entry {
            case .file(let path, let content): read(content, path)
            case .tooLarge(let path, let size): findings.append(.tooLarge(path, size))
            case .link(let path): findings.append(.link(path))
            case .unusableName(let path): skipped.append(.unusableName(path))
            }
        }
        findings += Manifest.duplicatesAcrossFiles(manifests)
        findings += manifests.compactMap(\.refusal)
        findings += skipped
    }

    /// The findings because of which nothing of the commit is applied.
    public var errors: [LocatedFinding] { findings.filter { $0.finding.severity == .error } }

    private mutating func read(_ content: [UInt8], _ path: String) {
        let read = ManifestReader.read(content, file: path)
        findings += read.findings
        manifests += read.manifests
    }
}
