/// The rules for paths that a spec may write to.
enum FilePath {
    private static let forbiddenTrees = ["/var/lib/flightctl", "/usr/lib/flightctl", "/etc/flightctl/certs"]
    private static let forbiddenFiles: Set<String> = ["/etc/flightctl/config.yaml", "/etc/flightctl/config.yml"]

    /// - Throws: a permanent failure that names the path and the rule.
    static func check(_ path: String) throws(UpdateFailure) {
        guard path.hasPrefix("/"), path.count > 1 else { throw refused(path, "it is not an absolute path") }
        guard path.utf8.count <= 4096 else { throw refused(path, "it is longer than 4096 bytes") }
        guard !path.utf8.contains(0), !path.contains(":") else {
            throw refused(path, "it contains a colon or a zero byte")
        }
        for name in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard !name.isEmpty, name != ".", name != ".." else { throw refused(path, "it is not clean") }
            guard name.utf8.count <= 255 else { throw refused(path, "a name in it is longer than 255 bytes") }
        }
        guard !forbiddenFiles.contains(path),
            !forbiddenTrees.contains(where: { path == $0 || path.hasPrefix($0 + "/") })
        else {
            throw refused(path, "it belongs to the agent itself")
        }
    }

    /// Checks the paths of one spec against one another: none twice, and no file where another needs a directory.
    static func check(together paths: [String]) throws(UpdateFailure) {
        var known: Set<String> = []
        for path in paths where !known.insert(path).inserted { throw refused(path, "it is named twice") }
        for path in paths {
            for parent in ancestors(of: path) where known.contains(parent) {
                throw refused(path, "\(parent) is a file in the same spec")
            }
        }
    }

    /// The directories above a path, the nearest last, without the root.
    static func ancestors(of path: String) -> [String] {
        var result: [String] = []
        for name in Disk.components(path).dropLast() { result.append((result.last ?? "") + "/" + name) }
        return result
    }

    private static func refused(_ path: String, _ why: String) -> UpdateFailure {
        .permanent("the file path \(String(path.prefix(120))) is refused: \(why)")
    }
}
