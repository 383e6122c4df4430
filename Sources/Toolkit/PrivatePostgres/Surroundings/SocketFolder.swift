import Glibc

/// Where the server's Unix socket lives.
enum SocketFolder {
    /// `sun_path` has 108 bytes with the final NUL; the server adds the socket's own name.
    private static let longestPath = 107
    private static let socketName = "/.s.PGSQL.5432"

    /// `run` inside the directory when its path is short enough, else a folder with a name made from the directory.
    static func path(forDirectory directory: String) -> String {
        let inside = directory + "/run"
        if fits(inside) { return inside }
        let name = "martlet-\(String(fingerprint(directory), radix: 16))"
        if geteuid() == 0, Folder.isFolder("/run") { return "/run/\(name)" }
        if let runtime = getenv("XDG_RUNTIME_DIR").map({ String(cString: $0) }), fits("\(runtime)/\(name)"),
            Folder.owner(of: runtime) == geteuid()
        {
            return "\(runtime)/\(name)"
        }
        return "/tmp/\(name)-\(geteuid())"
    }

    private static func fits(_ folder: String) -> Bool { folder.utf8.count + socketName.utf8.count <= longestPath }

    /// FNV-1a: the same folder after a restart, different ones for different directories.
    private static func fingerprint(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}
