import GitObjects
import TestRepositories
import Testing

/// A repository on disk, for the time of `body`.
func withRepository(_ body: (HostedRepository) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
        try await body(try await HostedRepository(directory: "\(directory)/fleet.git"))
    }
}

/// Runs a call that must fail, and returns how.
func failure<T>(_ call: () throws -> T) -> LocalRepositoryError? {
    #expect(throws: LocalRepositoryError.self) { _ = try call() }
}

extension LocalRepository {
    /// Path and kind of everything below a path.
    func kinds(_ revision: String = "main", below path: String = "", suffixes: [String]? = nil) throws
        -> [String: LocalFile.Kind]
    {
        let files = try files(of: commit(revision), below: path, suffixes: suffixes)
        return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.kind) })
    }
}

extension HostedRepository {
    /// Four digits with which the names of more than one object begin.
    func sharedBeginning() async throws -> String {
        let listing = try await git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
        var seen: Set<Substring> = []
        for name in listing.split(separator: "\n") where !seen.insert(name.prefix(4)).inserted {
            return String(name.prefix(4))
        }
        throw TestSupportError("no two names begin alike")
    }
}
