import CLibGit2
import Git
import Glibc

/// A file that other programs of this user can open by its path and that is on no disk: it is gone with the process,
/// however that ends. Keys go to `ssh` so: as arguments or in the environment they could be read by others.
final class MemoryFile {
    private let descriptor: Int32

    /// - Parameter mode: who may do what with it, as of a file on disk.
    init(_ content: [UInt8], mode: mode_t = 0o600) throws(GitError) {
        descriptor = mt_memory_file("martlet")
        let isWritten =
            descriptor >= 0 && fchmod(descriptor, mode) == 0
            && content.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == content.count
        guard isWritten else {
            let reason = errno
            close(descriptor)
            throw .storage("memory", doing: "a key cannot be handed to ssh", systemError: reason)
        }
    }

    deinit { close(descriptor) }

    /// The path for programs that run as the same user while this process does.
    var path: String { "/proc/\(getpid())/fd/\(descriptor)" }
}
