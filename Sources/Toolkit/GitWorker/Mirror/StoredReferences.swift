import CLibGit2
import Git
import GitObjects

/// The references of a mirror. Each holds the objects of one reference of the server; its name is the server's in one
/// segment, because a branch `a` and, later, a branch `a/b` cannot stand beside each other as files.
extension Repository {
    private static let prefix = "refs/martlet/"
    /// File names end at 255 bytes; `.lock` is put behind them.
    private static let maxBytes = 240

    func store(_ reference: String, _ id: git_oid) throws(GitError) {
        let segment = reference.replacing("%", with: "%25").replacing("/", with: "%2F")
        guard segment.utf8.count <= Self.maxBytes else { return }
        var id = id
        var created: OpaquePointer?
        defer { git_reference_free(created) }
        do {
            try LibGit2Error.check(git_reference_create(&created, pointer, Self.prefix + segment, &id, 1, nil))
        } catch {
            throw .damage(error)
        }
    }

    /// The server's names of the stored references; empty when they cannot be read.
    var storedReferences: Set<String> {
        var list = git_strarray()
        defer { git_strarray_dispose(&list) }
        guard git_reference_list(&list, pointer) == 0 else { return [] }
        let names = UnsafeBufferPointer(start: list.strings, count: list.count).compactMap {
            $0.map { String(cString: $0) }
        }
        return Set(
            names.filter { $0.hasPrefix(Self.prefix) }.map {
                String($0.dropFirst(Self.prefix.count)).replacing("%2F", with: "/").replacing("%25", with: "%")
            })
    }
}
