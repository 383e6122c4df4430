import Glibc

extension Disk {
    /// Makes a new file with its final mode and owner and flushes it; the directory is not flushed yet.
    ///
    /// - Parameter owner: nil leaves the owner to the system.
    func create(_ path: String, _ bytes: [UInt8], mode: UInt32, owner: FileOwner?) throws(SystemFailure) {
        try gate(.create(path))
        let (directory, name) = Self.split(path)
        let parent = try self.directory(directory)
        // 0600 until it is complete: nobody else may read a secret before owner and mode are right.
        let raw = openat(parent.raw, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        let file = try Descriptor(checking: raw, "create", path)
        try gate(.write(path))
        try file.write(bytes, path: path)
        try gate(.own(path))
        if let owner, fchown(file.raw, owner.user, owner.group) != 0 {
            throw SystemFailure("change the owner of", path)
        }
        // After the owner: a change of owner clears the set-user bits.
        guard fchmod(file.raw, mode_t(mode)) == 0 else { throw SystemFailure("change the mode of", path) }
        try gate(.sync(path))
        guard fsync(file.raw) == 0 else { throw SystemFailure("flush", path) }
    }

    /// A second name for a file (or for a link itself), to come back to it later.
    func link(_ from: String, to: String) throws(SystemFailure) {
        try gate(.link(from: from, to: to))
        let (source, target) = (Self.split(from), Self.split(to))
        let sourceDirectory = try directory(source.directory)
        let targetDirectory = try directory(target.directory)
        guard linkat(sourceDirectory.raw, source.name, targetDirectory.raw, target.name, 0) == 0 else {
            throw SystemFailure("link", from)
        }
    }

    /// Puts one name in the place of another, in one step.
    func rename(_ from: String, to: String) throws(SystemFailure) {
        try gate(.rename(from: from, to: to))
        let (source, target) = (Self.split(from), Self.split(to))
        let sourceDirectory = try directory(source.directory)
        let targetDirectory = try directory(target.directory)
        guard renameat(sourceDirectory.raw, source.name, targetDirectory.raw, target.name) == 0 else {
            throw SystemFailure("replace", to)
        }
    }

    /// Removes a file or link; nothing to remove is fine.
    func remove(_ path: String) throws(SystemFailure) {
        try gate(.remove(path))
        try unlink(path, flags: 0)
    }

    /// Removes a directory if it is empty; a filled one is left as it is, and so is a file at this path.
    func removeDirectory(_ path: String) throws(SystemFailure) {
        try gate(.removeDirectory(path))
        do { try unlink(path, flags: AT_REMOVEDIR) } catch  where [ENOTEMPTY, EEXIST, ENOTDIR].contains(error.code) {}
    }

    /// Makes one directory, 0755; an existing one is fine.
    func makeDirectory(_ path: String, mode: UInt32 = 0o755) throws(SystemFailure) {
        try gate(.makeDirectory(path))
        let (directory, name) = Self.split(path)
        let parent = try self.directory(directory)
        guard mkdirat(parent.raw, name, mode_t(mode)) == 0 || errno == EEXIST else { throw SystemFailure("make", path) }
    }

    /// Makes a change of names in a directory durable; a directory that is gone has nothing to flush.
    func syncDirectory(_ path: String) throws(SystemFailure) {
        try gate(.syncDirectory(path))
        guard case .arrived = try reach(path) else { return }
        let directory = try self.directory(path)
        guard fsync(directory.raw) == 0 else { throw SystemFailure("flush the directory", path) }
    }

    private func unlink(_ path: String, flags: Int32) throws(SystemFailure) {
        let (directory, name) = Self.split(path)
        guard case .arrived = try reach(directory) else { return }
        let parent = try self.directory(directory)
        guard unlinkat(parent.raw, name, flags) == 0 || errno == ENOENT else { throw SystemFailure("remove", path) }
    }
}
