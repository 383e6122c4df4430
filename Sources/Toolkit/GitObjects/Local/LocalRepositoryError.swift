/// Why a repository on this machine could not be read as asked.
public struct LocalRepositoryError: Error, Sendable, Hashable {
    /// What kind of failure it is; stable.
    public enum Code: Sendable, CaseIterable {
        /// There is no git repository at the place.
        case notARepository
        /// A repository of a form that cannot be read here.
        case unsupported
        /// No commit of that name.
        case revisionNotFound
        /// An abbreviation that fits more than one object.
        case ambiguousRevision
        /// The commit has no such file or directory.
        case pathNotFound
        /// More than the limits allow.
        case tooLarge
        /// Objects are damaged, missing, or may not be read.
        case unreadable
    }

    /// What kind of failure it is.
    public var code: Code
    /// What is wrong, in a sentence without its full stop.
    public var message: String
    /// What to do about it, likewise.
    public var fix: String

    /// An error for people to read.
    public init(_ code: Code, _ message: String, fix: String) {
        self.code = code
        self.message = message
        self.fix = fix
    }
}

extension LocalRepositoryError: CustomStringConvertible {
    /// What is wrong and what to do, on one line.
    public var description: String { "\(message); \(fix)" }
}

extension LocalRepositoryError {
    /// An object that should be there cannot be read.
    static func unreadable(_ error: LibGit2Error, in directory: String) -> LocalRepositoryError {
        if error.isStorage {
            return LocalRepositoryError(
                .unreadable, "the git repository at '\(directory)' may not be read by this user",
                fix: "give it the right to read the directory .git and everything below")
        }
        if error.isNotFound {
            return LocalRepositoryError(
                .unreadable, "an object of the git repository at '\(directory)' is missing",
                fix: "it may be a partial clone: fetch it without a filter")
        }
        return LocalRepositoryError(
            .unreadable,
            "the git repository at '\(directory)' is damaged\(error.message.isEmpty ? "" : ": \(error.message)")",
            fix: "run git fsck, and clone it afresh if that finds something")
    }

    /// A directory that cannot be opened as a repository.
    static func opening(_ error: LibGit2Error, _ directory: String) -> LocalRepositoryError {
        if error.isStorage { return .unreadable(error, in: directory) }
        if error.isNotFound {
            return LocalRepositoryError(
                .notARepository, "'\(directory)' is not in a git repository",
                fix: "name a directory inside a clone, or a bare repository")
        }
        return LocalRepositoryError(
            .unsupported, "the git repository at '\(directory)' cannot be opened: \(error.message)",
            fix: "repositories with SHA-1 object names and loose or packed references are read")
    }
}
