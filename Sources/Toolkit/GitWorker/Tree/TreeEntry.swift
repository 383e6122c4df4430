import CLibGit2
import Git

/// What a tree holds under a name.
struct TreeEntry {
    var id: git_oid
    var mode: UInt32

    init(id: git_oid, mode: UInt32) {
        self.id = id
        self.mode = mode
    }

    init?(_ entry: OpaquePointer?) {
        guard let entry, let id = git_tree_entry_id(entry) else { return nil }
        self.init(id: id.pointee, mode: git_tree_entry_filemode(entry).rawValue)
    }

    static let treeMode = GIT_FILEMODE_TREE.rawValue

    var isTree: Bool { mode == Self.treeMode }
    var isSubmodule: Bool { mode == GIT_FILEMODE_COMMIT.rawValue }
    var isSymbolicLink: Bool { mode == GIT_FILEMODE_LINK.rawValue }
    var isFile: Bool { !isTree && !isSubmodule && !isSymbolicLink }

    func isSame(as other: TreeEntry) -> Bool {
        var (mine, theirs) = (id, other.id)
        return mode == other.mode && git_oid_equal(&mine, &theirs) == 1
    }
}
