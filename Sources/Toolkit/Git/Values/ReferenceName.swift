/// A branch, tag or commit as a user wrote it.
enum ReferenceName {
    static let maxBytes = 1024

    static func check(_ name: String) throws(GitError) {
        let isClean = name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
        guard !name.isEmpty, name.utf8.count <= maxBytes, isClean else {
            throw GitError(
                .invalidRequest,
                "the reference is empty, longer than \(maxBytes) bytes, or contains a space or control character",
                fix: "name a branch (main), a tag (v1.2), a full reference (refs/heads/main) or a commit (40 digits)")
        }
    }
}
