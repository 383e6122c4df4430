import CLibGit2
import Git

extension LocalRepository {
    /// Tree entries that a listing looks at, and files that it returns: far more than people have, and far less than
    /// a few kilobytes of objects can describe.
    private static let maxEntries: UInt32 = 1_000_000
    private static let maxFiles: UInt32 = 200_000

    /// What a commit holds at a path and below, sorted by path as git sorts it. Links and submodules are listed as such.
    /// - Parameters:
    ///   - path: From the root of the repository; empty or `/` for all. Links on the way are not followed.
    ///   - suffixes: Only files whose path ends with one of these, in any letter case; nil for all. A path that names one file, and
    ///     everything that is no file, is listed whatever its ending.
    public func files(
        of commit: LocalCommit, below path: String, suffixes: [String]?
    ) throws(LocalRepositoryError) -> [LocalFile] {
        let place = path.split(separator: "/").joined(separator: "/")
        guard let entry = try entry(of: commit, at: place) else { throw notFound(path, commit) }
        let scope = TreeScope(
            path: place, suffixes: suffixes, maxEntries: Self.maxEntries, maxFiles: Self.maxFiles)
        var files: [LocalFile] = []
        let failing = { (error: TreeWalkError) in self.failure(error, path, commit) }
        let walk = TreeWalk<LocalRepositoryError>(repository, scope, failing: failing) { step in
            switch step {
            case .found(let entry, let path, let size): files.append(LocalFile(entry, path: path, size: size))
            case .skipped(let entry): files.append(LocalFile(unusable: entry))
            case .deleted: break
            }
        }
        try walk.compare(nil, entry)
        return files
    }

    /// The bytes of a file; nil for more than `limit`, and for what is no file.
    public func content(of file: LocalFile, limit: Int) throws(LocalRepositoryError) -> [UInt8]? {
        guard file.isFile, file.size <= limit, let blob = file.blob else { return nil }
        return try reading { () throws(LibGit2Error) in try repository.content(of: blob.libgit2) }
    }

    private func entry(of commit: LocalCommit, at path: String) throws(LocalRepositoryError) -> TreeEntry? {
        try reading { () throws(LibGit2Error) in
            guard let tree = try repository.tree(ofCommit: commit.object) else { throw .nothing }
            return try repository.entry(at: path, inTree: tree)
        }
    }

    private func notFound(_ path: String, _ commit: LocalCommit) -> LocalRepositoryError {
        LocalRepositoryError(
            .pathNotFound, "commit \(commit.id.prefix(12)) has no path '\(path)'",
            fix: "write it from the root of the repository; links are not followed")
    }

    private func failure(_ error: TreeWalkError, _ path: String, _ commit: LocalCommit) -> LocalRepositoryError {
        switch error {
        case .unreadable(let error): .unreadable(error, in: directory)
        case .tooLarge(let what):
            LocalRepositoryError(
                .tooLarge, "'/\(path)' in commit \(commit.id.prefix(12)) has more than \(what)",
                fix: "point the path at a smaller directory")
        }
    }
}
