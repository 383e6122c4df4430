import Git
import Store

/// The files of the commit in force.
struct KnownFiles {
    /// Those whose content was judged by the rules of today.
    let blobs: Set<ObjectID>
    private let blobAtPath: [String: ObjectID]
    private let pathOfBlob: [ObjectID: String]
    /// Others in which the sync owns documents.
    private let furtherPaths: [String]

    init(files: [ManifestFiles.File], furtherPaths: [String]) {
        let named = files.compactMap { file in ObjectID(bytes: file.blob[...]).map { (file.path, $0) } }
        blobAtPath = Dictionary(named, uniquingKeysWith: { first, _ in first })
        pathOfBlob = Dictionary(named.map { ($1, $0) }, uniquingKeysWith: { first, second in min(first, second) })
        blobs = Set(pathOfBlob.keys)
        self.furtherPaths = furtherPaths
    }

    /// Whether this content stood at this path.
    func stands(_ file: TreeFile) -> Bool { blobAtPath[file.path] == file.blob }

    /// A path at which this content stood; nil when it was never judged.
    func formerPath(of file: TreeFile) -> String? { pathOfBlob[file.blob] }

    /// Everything of which the sync may own documents, sorted.
    var paths: [String] { (blobAtPath.keys + furtherPaths).sorted() }
}
