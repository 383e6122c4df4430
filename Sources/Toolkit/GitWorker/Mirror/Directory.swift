import Glibc

/// The few things done with directories.
enum Directory {
    static func exists(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a directory of mode 0700, and those above it. Returns 0 or the system's reason.
    static func make(_ path: String) -> Int32 {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for segment in path.split(separator: "/") {
            prefix += segment
            if mkdir(prefix, 0o700) != 0 && errno != EEXIST { return errno }
            prefix += "/"
        }
        return exists(path) ? 0 : ENOTDIR
    }

    static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a tree; links in it are removed and not followed.
    static func remove(_ path: String) {
        guard exists(path) else {
            unlink(path)
            return
        }
        for name in names(in: path) { remove("\(path)/\(name)") }
        rmdir(path)
    }
}
