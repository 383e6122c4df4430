import CLibGit2
import Git

extension Repository {
    /// What a commit's tree holds at a path; nil when there is nothing. Links on the way are not followed.
    package func entry(at path: String, inTree root: git_oid) throws(LibGit2Error) -> TreeEntry? {
        var entry = TreeEntry(id: root, mode: TreeEntry.treeMode)
        for segment in path.split(separator: "/") {
            guard entry.isTree else { return nil }
            let tree = try openTree(entry.id)
            defer { git_tree_free(tree) }
            guard let next = TreeEntry(git_tree_entry_byname(tree, String(segment))) else { return nil }
            entry = next
        }
        return entry
    }

    /// Opens a tree that must be there. The caller frees it.
    func openTree(_ id: git_oid) throws(LibGit2Error) -> OpaquePointer {
        var tree: OpaquePointer?
        var name = id
        try LibGit2Error.check(git_tree_lookup(&tree, pointer, &name))
        guard let tree else { throw .nothing }
        return tree
    }
}
