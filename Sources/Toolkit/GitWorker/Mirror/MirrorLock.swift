import Git
import Glibc

/// A lock on a file beside a mirror, held until released or until the process ends.
///
/// Two of them guard a mirror. `write` is held by whoever fetches; readers go on meanwhile, because a pack appears whole.
/// `use` is shared by readers and exclusive for the moment in which a fresh clone takes the place of the mirror.
struct MirrorLock {
    enum Purpose: String { case write, use }
    enum Mode { case shared, exclusive }

    private let descriptor: Int32

    /// Waits; the watchdog bounds for how long.
    init(mirror: String, _ purpose: Purpose, _ mode: Mode) throws(GitError) {
        let file = "\(mirror).\(purpose.rawValue)"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .storage(file, doing: "it could not be opened", systemError: errno) }
        while flock(descriptor, mode == .shared ? LOCK_SH : LOCK_EX) != 0 {
            let reason = errno
            guard reason == EINTR else { throw .storage(file, doing: "it could not be locked", systemError: reason) }
        }
    }

    func release() { close(descriptor) }
}

extension GitError {
    static func storage(_ path: String, doing: String, systemError: Int32) -> GitError {
        GitError(
            .storage, "the git mirrors cannot be kept: \(path): \(doing): \(String(cString: strerror(systemError)))",
            fix: "check free space, permissions and the file-size limit of the state directory")
    }
}
