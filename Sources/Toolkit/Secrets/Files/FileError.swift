import Glibc

/// Why a file of keys or certificates could not be used. Names the file and never shows what is in it.
public struct FileError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Reason: Sendable, Equatable {
        /// The operating system refused; the number is `errno`.
        case system(Int32)
        /// The file is larger than the limit that was given.
        case tooLarge
        /// The file holds a secret and every user of the machine may read or write it.
        case openToEveryone
    }

    /// The file or directory.
    public let path: String
    /// What kind of failure it is.
    public let reason: Reason
    /// What happened.
    public let message: String
    /// What to do about it.
    public let fix: String

    /// The message and what to do.
    public var description: String { "\(message): \(fix)" }

    init(path: String, reason: Reason, message: String, fix: String) {
        self.path = path
        self.reason = reason
        self.message = message
        self.fix = fix
    }

    init(path: String, action: String, errno code: Int32) {
        self.path = path
        self.reason = .system(code)
        self.message = "cannot \(action) \(path): \(String(cString: strerror(code)))"
        switch code {
        case EACCES, EPERM: self.fix = "give the user that runs this program access to it"
        case ENOENT, ENOTDIR: self.fix = "create the directory that it is in"
        case ENOSPC, EDQUOT: self.fix = "make room on that file system"
        case EROFS: self.fix = "choose a directory on a writable file system"
        default: self.fix = "check the path and the file system"
        }
    }
}
