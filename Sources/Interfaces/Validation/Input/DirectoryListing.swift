import Glibc

/// The names in one directory, with what they are.
struct DirectoryListing {
    /// What a name stands for.
    enum Kind {
        case file
        case directory
        case link
        /// A socket, a pipe or a device.
        case other
    }

    struct Entry {
        let name: String
        let kind: Kind

        /// Directories sort as if a slash followed, so that a walk yields paths in the order of their bytes.
        var sortKey: String { kind == .directory ? name + "/" : name }
    }

    /// The entries in order, without hidden ones.
    private(set) var entries: [Entry] = []
    /// How many names are not UTF-8.
    private(set) var unusable = 0

    /// Lists a directory; nil when that fails, which `errno` explains.
    init?(_ path: String) {
        guard let directory = opendir(path) else { return nil }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            guard entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) else { continue }
            guard let name = Self.name(entry) else {
                unusable += 1
                continue
            }
            entries.append(Entry(name: name, kind: Self.kind(entry, name, in: path)))
        }
        entries.sort { $0.sortKey.utf8.lexicographicallyPrecedes($1.sortKey.utf8) }
    }

    private static func name(_ entry: UnsafeMutablePointer<dirent>) -> String? {
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.flatMap { String(validatingCString: $0) } }
        }
    }

    /// Most file systems say it with the name; the others are asked.
    private static func kind(_ entry: UnsafeMutablePointer<dirent>, _ name: String, in directory: String) -> Kind {
        switch Int(entry.pointee.d_type) {
        case Int(DT_REG): return .file
        case Int(DT_DIR): return .directory
        case Int(DT_LNK): return .link
        case Int(DT_UNKNOWN):
            var facts = stat()
            guard lstat("\(directory)/\(name)", &facts) == 0 else { return .other }
            return kind(facts.st_mode)
        default: return .other
        }
    }

    private static func kind(_ mode: mode_t) -> Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        case S_IFLNK: .link
        default: .other
        }
    }
}
