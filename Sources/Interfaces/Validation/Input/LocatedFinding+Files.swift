import Nodes
import Resources

extension LocatedFinding {
    /// A finding about a file as a whole.
    static func about(_ file: String, _ rule: Rule, _ message: String, fix: String) -> LocatedFinding {
        LocatedFinding(
            file: file, start: .start, end: .start, kind: nil, name: nil,
            finding: Finding(rule, at: FieldPath(), message, fix: fix))
    }

    /// A link in the place of a file or directory.
    static func linkNotFollowed(_ path: String) -> LocatedFinding {
        about(
            path, .linkNotFollowed,
            "A symbolic link or submodule stands here; it is not followed, and a sync refuses it.",
            fix: "Put the file itself here, or name the link in .martletignore.")
    }

    /// A file that cannot be read.
    static func unreadable(_ file: String, _ reason: String) -> LocatedFinding {
        about(file, .unreadableFile, "This cannot be read: \(reason).", fix: "Check its owner and mode, or remove it.")
    }
}
