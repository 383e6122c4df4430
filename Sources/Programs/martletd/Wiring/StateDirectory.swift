import Glibc
import Secrets

/// The directory that holds everything a server keeps.
enum StateDirectory {
    /// Makes the directory unless it exists. A new one may be passed through by other users, since the embedded
    /// Postgres runs as one; what lies in it is closed to them. An existing one is left as the operator made it.
    static func prepare(_ path: String) throws {
        guard access(path, F_OK) != 0 else { return }
        try AtomicFile.createDirectory(path)
        guard chmod(path, 0o711) == 0 else {
            throw ConfigurationError(description: "state-dir: \(path) cannot be given the mode 0711. Check its owner.")
        }
    }
}
