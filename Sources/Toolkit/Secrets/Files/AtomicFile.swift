import Glibc

/// Small files that are either whole or absent after a crash: keys, certificates, tokens.
///
/// All functions block on the disk for a moment and are meant for the start of a program and for rare changes.
public enum AtomicFile {
    /// Reads a file of at most `maximumBytes` bytes.
    ///
    /// - Returns: `nil` when there is no such file.
    /// - Throws: when the file cannot be read or is larger than that.
    public static func read(_ path: String, maximumBytes: Int = 1 << 20) throws(FileError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw FileError(path: path, action: "read", errno: errno)
        }
        defer { close(descriptor) }
        return try readAll(descriptor, path: path, maximumBytes: maximumBytes)
    }

    /// Reads a file of secret bytes and refuses it when users other than its owner and group may read or write it.
    ///
    /// - Returns: `nil` when there is no such file.
    public static func readSecret(_ path: String, maximumBytes: Int = 1 << 20) throws(FileError) -> Secret? {
        guard let bytes = try read(path, maximumBytes: maximumBytes) else { return nil }
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError(path: path, action: "examine", errno: errno) }
        guard status.st_mode & 0o007 == 0 else {
            throw FileError(
                path: path, reason: .openToEveryone,
                message: "\(path) holds a secret and is open to every user of this machine",
                fix: "run `chmod 600 \(path)`, and replace the secret if someone may have read it")
        }
        return Secret(bytes)
    }

    /// Writes a file so that a reader, also one after a power loss, sees the old content or the new one and never a part.
    ///
    /// - Parameter mode: the permissions of the new file, for instance `0o600`; the process's mask is not applied.
    public static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(FileError) {
        let temporary = try writeTemporary(bytes, beside: path, mode: mode)
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw FileError(path: path, action: "replace", errno: code)
        }
        try synchronizeDirectory(of: path)
    }

    /// Reads a secret, or makes and stores it (mode 0600) when there is none yet.
    ///
    /// When two processes do so at once, one of them wins and both get the winner's secret.
    public static func readOrCreateSecret(
        _ path: String, maximumBytes: Int = 1 << 20, create: () -> Secret
    ) throws(FileError) -> Secret {
        if let secret = try readSecret(path, maximumBytes: maximumBytes) { return secret }
        let fresh = create()
        let temporary = try writeTemporary(fresh.reveal(), beside: path, mode: 0o600)
        let failure = link(temporary, path) == 0 ? 0 : errno
        unlink(temporary)
        switch failure {
        case 0:
            try synchronizeDirectory(of: path)
            return fresh
        case EEXIST:
            return try readSecret(path, maximumBytes: maximumBytes) ?? fresh
        default:
            throw FileError(path: path, action: "create", errno: failure)
        }
    }

    /// Makes a directory with mode 0700, and those above it, unless they exist.
    public static func createDirectory(_ path: String) throws(FileError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw FileError(path: path, action: "create", errno: errno)
        }
        try createDirectory(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw FileError(path: path, action: "create", errno: errno)
        }
    }
}
