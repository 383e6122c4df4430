import CLibGit2
import Git

extension ObjectID {
    package init?(_ id: git_oid) {
        self.init(bytes: withUnsafeBytes(of: id.id, Array.init))
    }

    package init?(_ id: UnsafePointer<git_oid>?) {
        guard let id else { return nil }
        self.init(id.pointee)
    }

    package var libgit2: git_oid {
        var id = git_oid()
        _ = bytes.withUnsafeBufferPointer { git_oid_fromraw(&id, $0.baseAddress) }
        return id
    }
}
