import Git
import Resources

/// The documents of the files that a commit touched: parsed and validated as a whole, by the code that `martlet
/// validate` runs (P2).
struct DocumentSet {
    /// Files with these endings are read.
    static let suffixes = [".yaml", ".yml", ".json"]

    /// Every manifest, in the order of files and documents.
    var manifests: [Manifest] = []

    /// Parses every file. One error anywhere refuses the whole commit (P3).
    static func parse(_ delta: TreeDelta, oid: String) throws(SyncFailure) -> DocumentSet {
        var documents = DocumentSet()
        var findings: [LocatedFinding] = []
        for file in delta.files {
            guard let content = file.content else {
                findings.append(.unreadable(file))
                continue
            }
            let read = ManifestReader.read(content, file: file.path)
            findings += read.findings
            documents.manifests += read.manifests
        }
        findings += Manifest.duplicatesAcrossFiles(documents.manifests)
        findings += documents.manifests.compactMap(\.refusal)
        findings += delta.skipped.map(LocatedFinding.skipped)
        let errors = findings.filter { $0.finding.severity == .error }
        guard errors.isEmpty else { throw .invalid(errors, oid: oid) }
        return documents
    }
}
