import CLibGit2
import Git

/// What a tree holds under a name.
package struct TreeEntry {
    package var id: git_oid
    package var mode: UInt32

    package init(id: git_oid, mode: UInt32) {
        self.id = id
        self.mode = mode
    }

    package init?(_ entry: OpaquePointer?) {
        guard let entry, let id = git_tree_entry_id(entry) else { return nil }
        self.init(id: id.pointee, mode: git_tree_entry_filemode(entry).rawValue)
    }

    package static let treeMode = GIT_FILEMODE_TREE.rawValue

    package var isTree: Bool { mode == Self.treeMode }
    package var isSubmodule: Bool { mode == GIT_FILEMODE_COMMIT.rawValue }
    package var isSymbolicLink: Bool { mode == GIT_FILEMODE_LINK.rawValue }
    package var isFile: Bool { !isTree && !isSubmodule && !isSymbolicLink }

    package func isSame(as other: TreeEntry) -> Bool {
        var (mine, theirs) = (id, other.id)
        return mode == other.mode && git_oid_equal(&mine, &theirs) == 1
    }
}
