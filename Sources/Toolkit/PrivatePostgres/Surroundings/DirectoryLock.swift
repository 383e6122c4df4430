import Glibc

/// An exclusive lock on a directory, held by the process until it ends, however it ends.
///
/// The descriptor is closed in child processes, so that a PostgreSQL that outlives us does not keep the lock.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    init(directory: String) throws(PrivatePostgresError) {
        let path = directory + "/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Folder.failure("cannot open \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = SmallFile.read(path).map { " (process \($0))" } ?? ""
            close(descriptor)
            throw PrivatePostgresError(
                .locked, "another server\(holder) uses the database in \(directory)",
                fix: "stop that one first, or give this one a --database-dir of its own")
        }
        self.descriptor = descriptor
        let text = Array("\(getpid())".utf8)
        // Only for the message above; a failure to note our number does no harm.
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    deinit {
        // A child process that is just being started has a copy of the descriptor until it runs its own program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
