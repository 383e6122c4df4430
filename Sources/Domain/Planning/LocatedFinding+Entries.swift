import Nodes
import Resources

extension LocatedFinding {
    /// A link that stands where a manifest would.
    static func link(_ path: String) -> LocatedFinding {
        about(
            path, .notAResource, "A symbolic link or submodule stands here; neither is ever followed.",
            fix: "Put the file itself here, or move the link out of the sync's path.")
    }

    /// A file that is not read for its size.
    static func tooLarge(_ path: String, _ size: UInt64) -> LocatedFinding {
        about(
            path, .limits, "The file has \(size) bytes; files of up to 1 MiB are read.",
            fix: "Split it into several files.")
    }

    /// A tree entry whose name cannot be used.
    static func unusableName(_ path: String) -> LocatedFinding {
        about(
            path, .notAResource, "The name of this file cannot be used.",
            fix: "Rename it: UTF-8, without control characters, no '..' and no '.git'.")
    }

    private static func about(_ file: String, _ rule: Rule, _ message: String, fix: String) -> LocatedFinding {
        let start = Position(line: 1, column: 1)
        return LocatedFinding(
            file: file, start: start, end: start, kind: nil, name: nil,
            finding: Finding(rule, at: FieldPath(), message, fix: fix))
    }
}
