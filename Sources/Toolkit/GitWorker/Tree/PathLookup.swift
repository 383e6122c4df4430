import CLibGit2
import Git

extension Repository {
    /// What a commit's tree holds at a path; nil when there is nothing. Links on the way are not followed.
    func entry(at path: String, inTree root: git_oid) throws(GitError) -> TreeEntry? {
        var entry = TreeEntry(id: root, mode: TreeEntry.treeMode)
        for segment in path.split(separator: "/") {
            guard entry.isTree else { return nil }
            let next = try withTree(entry.id) { tree in TreeEntry(git_tree_entry_byname(tree, String(segment))) }
            guard let next else { return nil }
            entry = next
        }
        return entry
    }

    /// Opens a tree that must be there for the time of `body`.
    func withTree<T>(_ id: git_oid, _ body: (OpaquePointer) throws(GitError) -> T) throws(GitError) -> T {
        var tree: OpaquePointer?
        defer { git_tree_free(tree) }
        var name = id
        do {
            try LibGit2Error.check(git_tree_lookup(&tree, pointer, &name))
        } catch {
            throw .damage(error)
        }
        guard let tree else { throw .damage(nil) }
        return try body(tree)
    }
}
