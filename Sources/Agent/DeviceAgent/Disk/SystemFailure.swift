import Glibc

/// A system call that failed: what was tried, on which path, and the system's reason.
public struct SystemFailure: Error, Hashable, CustomStringConvertible {
    /// What was tried, as a verb: `rename`, `write`.
    public var operation: String
    /// The path as the spec or the configuration names it (without the root prefix).
    public var path: String
    /// The system's error number.
    public var code: Int32

    init(_ operation: String, _ path: String, _ code: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// True when the same call may succeed later without anybody changing the spec: full disk, busy file, no memory.
    public var isTransient: Bool {
        switch code {
        case ENOSPC, EDQUOT, EIO, EMFILE, ENFILE, ENOMEM, EAGAIN, EINTR, EBUSY, ETXTBSY: true
        default: false
        }
    }

    /// What was tried, on which path, and the system's text.
    public var description: String {
        "cannot \(operation) \(path): \(String(cString: strerror(code)))"
    }
}
