/// A path below the root of a repository, as a user wrote it, made canonical.
enum RepositoryPath {
    static let maxBytes = 4096

    /// Drops empty segments at both ends and in between; refuses what could mean anything but a place in the tree.
    static func normalise(_ path: String) throws(GitError) -> String {
        let isClean = path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
        guard path.utf8.count <= maxBytes, isClean else {
            throw invalid("the path is longer than \(maxBytes) bytes or contains control characters")
        }
        let segments = path.split(separator: "/")
        guard !segments.contains(".."), !segments.contains(".") else {
            throw invalid("the path contains '.' or '..'")
        }
        return segments.joined(separator: "/")
    }

    private static func invalid(_ message: String) -> GitError {
        GitError(.invalidRequest, message, fix: "write the path from the root of the repository, such as /fleets")
    }
}
