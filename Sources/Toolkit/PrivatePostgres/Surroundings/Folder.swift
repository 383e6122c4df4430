import Glibc

/// Small local file operations with errors that name the path.
enum Folder {
    /// Makes the folder and its missing parents. As root they are made passable for the unprivileged user, else
    /// private.
    static func make(_ path: String) throws(PrivatePostgresError) {
        let mode: mode_t = geteuid() == 0 ? 0o711 : 0o700
        for folder in ancestors(of: path) where mkdir(folder, mode) != 0 && errno != EEXIST && errno != EISDIR {
            throw failure("cannot make the folder \(folder)")
        }
        guard isFolder(path) else { throw failure("\(path) is not a folder") }
    }

    /// Makes a folder that only `account` may enter; one that exists must already be so.
    static func makePrivate(_ path: String, for account: Account) throws(PrivatePostgresError) {
        if mkdir(path, 0o700) == 0 {
            guard lchown(path, account.user, account.group) == 0 else {
                throw failure("cannot give \(path) to \(account.name)")
            }
            return
        }
        guard errno == EEXIST else { throw failure("cannot make the folder \(path)") }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure("cannot read the folder \(path)") }
        let isPrivate = status.st_mode & S_IFMT == S_IFDIR && status.st_mode & 0o077 == 0
        guard isPrivate, status.st_uid == account.user else {
            throw PrivatePostgresError(
                .files, "\(path) is not a folder that only the user \(account.name) may enter",
                fix: "find out who made it, and remove it")
        }
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The user that owns `path`; nil when it does not exist.
    static func owner(of path: String) -> uid_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }

    /// The path without symbolic links; nil when it does not exist.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// `/`, `/a`, `/a/b` for `/a/b`.
    static func ancestors(of path: String) -> [String] {
        var folders = path.hasPrefix("/") ? ["/"] : []
        var current = ""
        for part in path.split(separator: "/") {
            current += (current.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
            folders.append(current)
        }
        return folders
    }

    static func failure(_ message: String) -> PrivatePostgresError {
        PrivatePostgresError(
            .files, "\(message): \(String(cString: strerror(errno)))",
            fix: "check the path, its permissions and the disk")
    }
}
