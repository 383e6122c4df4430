import Glibc

/// A path that the user named.
struct NamedPath {
    /// As it appears in findings: what was written, without `./` and doubled slashes; empty for the current directory.
    let shown: String
    /// The same place without links.
    let real: String
    let isDirectory: Bool

    /// Looks at a path.
    ///
    /// - Throws: when nothing is there, or links lead in a circle.
    init(_ path: String) throws(ValidationFailure) {
        guard !path.isEmpty else { throw ValidationFailure("A path is empty.", fix: "Name files or directories.") }
        guard let resolved = realpath(path, nil) else { throw Self.error(path, errno) }
        defer { free(resolved) }
        var facts = stat()
        guard stat(resolved, &facts) == 0 else { throw Self.error(path, errno) }
        real = String(cString: resolved)
        isDirectory = facts.st_mode & S_IFMT == S_IFDIR
        shown = Self.tidy(path)
    }

    private static func error(_ path: String, _ code: Int32) -> ValidationFailure {
        switch code {
        case ENOENT:
            ValidationFailure("\(path) does not exist.", fix: "Name files or directories with manifests.")
        case ELOOP:
            ValidationFailure("\(path) is a link that leads in a circle.", fix: "Name the file itself.")
        default:
            ValidationFailure("\(path) cannot be read: \(FileBytes.reason(code)).", fix: "Check its owner and mode.")
        }
    }

    private static func tidy(_ path: String) -> String {
        let segments = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        return path.hasPrefix("/") ? "/" + segments : segments
    }

    /// The directory itself, or the one that a file lies in, without a slash at the end.
    var folder: String {
        let segments = real.split(separator: "/")
        return (isDirectory ? segments[...] : segments.dropLast()).reduce("") { $0 + "/" + $1 }
    }

    /// How a name in the directory is called in findings.
    func shown(_ name: String) -> String { shown.isEmpty ? name : shown == "/" ? "/" + name : "\(shown)/\(name)" }

    /// A path without links as it is seen from the current directory.
    static func shown(_ real: String) -> String {
        guard let current = realpath(".", nil) else { return real }
        defer { free(current) }
        let prefix = String(cString: current) + "/"
        return real.hasPrefix(prefix) ? String(real.dropFirst(prefix.count)) : real
    }

    /// In the order of their places; those that lie within another, or are the same, only once.
    static func withoutRepetitions(_ paths: [NamedPath]) -> [NamedPath] {
        var kept: [NamedPath] = []
        for path in paths.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            if let last = kept.last, path.key == last.key || (last.isDirectory && path.key.hasPrefix(last.key)) {
                continue
            }
            kept.append(path)
        }
        return kept
    }

    private var key: String { isDirectory && real != "/" ? real + "/" : real }
}
