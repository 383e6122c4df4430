import Glibc

/// Who a file belongs to, as the system counts.
struct FileOwner: Sendable, Hashable {
    var user: UInt32
    var group: UInt32
}

/// What stands at a path, without following a link.
struct FileFacts: Sendable, Hashable {
    enum Form: Sendable, Hashable { case file, directory, link, other }
    var form: Form
    var mode: UInt32
    var owner: FileOwner
    var size: Int64
    /// Changes whenever content, mode, owner or identity of the file changes.
    var stamp: Stamp

    struct Stamp: Sendable, Hashable {
        var inode: UInt64
        var seconds: Int
        var nanoseconds: Int
    }
}

/// The disk of the device below its root. All paths are absolute paths of the device.
///
/// Every call blocks; callers run on the disk's own thread. Changes of one file are durable only after ``sync`` of the
/// directory, which ``replace(_:with:mode:owner:)`` does by itself.
struct Disk: Sendable {
    let root: DeviceRoot
    let gate: DiskGate

    init(root: DeviceRoot, gate: @escaping DiskGate = { _ throws(SystemFailure) in }) {
        self.root = root
        self.gate = gate
    }

    /// Directory and last name of a path.
    static func split(_ path: String) -> (directory: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("/", path) }
        let directory = slash == path.startIndex ? "/" : String(path[..<slash])
        return (directory, String(path[path.index(after: slash)...]))
    }

    static func components(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    /// Opens an existing directory.
    func directory(_ path: String) throws(SystemFailure) -> Descriptor {
        var walk = try DirectoryWalk(root: root, path: path)
        switch try walk.descend(Self.components(path)) {
        case .arrived: return try walk.directory()
        case .missing: throw SystemFailure("open the directory", path, ENOENT)
        case .blocked: throw SystemFailure("open the directory", path, ENOTDIR)
        }
    }

    /// How far the directories of a path exist.
    func reach(_ directory: String) throws(SystemFailure) -> DirectoryWalk.End {
        var walk = try DirectoryWalk(root: root, path: directory)
        return try walk.descend(Self.components(directory))
    }
}
