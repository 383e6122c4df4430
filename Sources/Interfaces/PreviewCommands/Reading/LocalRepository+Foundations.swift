import GitObjects
import Glibc
import Planning
import Preview
import Resources

extension LocalRepository {
    /// The Repository and ResourceSync objects that a commit declares anywhere. Only files in which these words stand are
    /// parsed; what is wrong with them is not for this to tell.
    func foundations(_ commit: LocalCommit) -> Declared {
        var entries: [CommitEntry] = []
        for file in (try? files(of: commit, below: "", suffixes: ManifestPath.suffixes)) ?? [] {
            guard let content = (try? self.content(of: file, limit: ManifestReader.largestFile)) ?? nil,
                content.holds("ResourceSync") || content.holds("Repository")
            else { continue }
            entries.append(.file(path: file.path, content: content))
        }
        return Declared(CommitDocuments(entries, below: "").manifests)
    }
}

extension [UInt8] {
    /// Whether a word stands in the bytes, of which those behind a NUL are no manifest anyway.
    fileprivate func holds(_ word: String) -> Bool {
        (self + [0]).withUnsafeBytes { bytes in
            bytes.assumingMemoryBound(to: CChar.self).baseAddress.flatMap { strstr($0, word) } != nil
        }
    }
}
