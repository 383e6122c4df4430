import Glibc

extension Disk {
    /// What stands at the path; nil when nothing does.
    func facts(_ path: String) throws(SystemFailure) -> FileFacts? {
        let (directory, name) = Self.split(path)
        guard case .arrived = try reach(directory) else { return nil }
        let parent = try self.directory(directory)
        var status = stat()
        guard fstatat(parent.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return nil }
            throw SystemFailure("look at", path)
        }
        return FileFacts(status)
    }

    /// The content of an ordinary file; nil when nothing stands there.
    func read(_ path: String, limit: Int) throws(SystemFailure) -> [UInt8]? {
        let (directory, name) = Self.split(path)
        guard case .arrived = try reach(directory) else { return nil }
        let parent = try self.directory(directory)
        // Non-blocking, so that a named pipe left at this path cannot stop the agent.
        let raw = openat(parent.raw, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        if raw < 0 && errno == ENOENT { return nil }
        return try Descriptor(checking: raw, "open", path).readAll(limit: limit, path: path)
    }

    /// The names in a directory, sorted; empty when it does not exist.
    func names(in path: String) throws(SystemFailure) -> [String] {
        guard case .arrived = try reach(path) else { return [] }
        let directory = try self.directory(path)
        guard let stream = fdopendir(dup(directory.raw)) else { throw SystemFailure("list", path) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

extension FileFacts {
    init(_ status: stat) {
        form =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .link
            default: .other
            }
        mode = status.st_mode & 0o7777
        owner = FileOwner(user: status.st_uid, group: status.st_gid)
        size = Int64(status.st_size)
        stamp = Stamp(inode: UInt64(status.st_ino), seconds: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec)
    }
}
