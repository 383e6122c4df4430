import Glibc

/// A file that the administrator gives to the agent: configuration and enrolment certificates.
enum AgentFile {
    /// Reads the file, following links: the administrator may keep it elsewhere.
    ///
    /// - Returns: nil when there is no such file.
    static func read(_ path: String, limit: Int = 1 << 20) throws(SystemFailure) -> [UInt8]? {
        let raw = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        if raw < 0 && errno == ENOENT { return nil }
        return try Descriptor(checking: raw, "open", path).readAll(limit: limit, path: path)
    }
}
