import Glibc

/// Changes of the agent's own files: data directory, certificates, audit log.
extension Disk {
    /// Replaces a file as a whole and durably: after a crash the path holds the old content or the new.
    func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(SystemFailure) {
        let temporary = path + ".new"
        let directory = Self.split(path).directory
        try makeDirectories(directory)
        try remove(temporary)
        try create(temporary, bytes, mode: mode, owner: nil)
        try rename(temporary, to: path)
        try syncDirectory(directory)
    }

    /// Makes a directory and those above it that are missing.
    func makeDirectories(_ path: String) throws(SystemFailure) {
        guard case .missing(let names) = try reach(path) else { return }
        var made = Self.components(path).dropLast(names.count).map { "/" + $0 }.joined()
        for name in names {
            let parent = made.isEmpty ? "/" : made
            made += "/" + name
            try makeDirectory(made)
            try syncDirectory(parent)
        }
    }

    /// Appends one line. Not flushed: the log may lose its last lines with the power, the specs may not.
    func append(_ path: String, _ line: [UInt8]) throws(SystemFailure) {
        try makeDirectories(Self.split(path).directory)
        try gate(.append(path))
        let (directory, name) = Self.split(path)
        let parent = try self.directory(directory)
        let raw = openat(parent.raw, name, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        try Descriptor(checking: raw, "open", path).write(line, path: path)
    }

    /// Empties a directory, with everything below it, and leaves the directory.
    func clear(_ path: String) throws(SystemFailure) {
        for name in try names(in: path) {
            let child = path + "/" + name
            if try facts(child)?.form == .directory {
                try clear(child)
                try removeDirectory(child)
            } else {
                try remove(child)
            }
        }
        try syncDirectory(path)
    }
}
