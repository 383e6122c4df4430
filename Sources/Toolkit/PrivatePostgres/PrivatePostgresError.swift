/// Why the private PostgreSQL cannot be used, and what the operator can do.
public struct PrivatePostgresError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable {
        /// Another process works in the directory.
        case locked
        /// PostgreSQL's programs are not installed or not where they were said to be.
        case programsMissing
        /// The cluster on disk was made by another major version than the installed one.
        case foreignVersion
        /// The unprivileged user that runs PostgreSQL cannot enter a folder.
        case folderClosed
        /// There is no user to run PostgreSQL as, or the cluster belongs to somebody else.
        case wrongUser
        /// A file or folder cannot be made, read or trusted.
        case files
        /// A program of PostgreSQL failed.
        case program
        /// The server does not stop.
        case doesNotStop
    }

    /// What kind of failure this is.
    public var code: Code
    /// What happened.
    public var message: String
    /// What to do about it.
    public var fix: String

    init(_ code: Code, _ message: String, fix: String) {
        self.code = code
        self.message = message
        self.fix = fix
    }

    /// One line: what happened, and what to do.
    public var description: String { "\(message); \(fix)" }
}
