import CLibGit2
import Git
import GitObjects
import Glibc

/// The settings of libgit2 that hold for the whole process.
enum Library {
    static func start(_ request: WorkerRequest) throws(GitError) {
        do {
            try LibrarySettings.start()
            try LibGit2Error.check(mt_git_set_user_agent("martlet"))
            try LibGit2Error.check(mt_git_set_max_objects(Int(request.limits.maxObjects)))
            try LibGit2Error.check(mt_git_set_memory(32 << 20, 256 << 20, 32 << 20))
        } catch {
            throw GitError(.worker, "libgit2 could not be set up: \(error.message)", fix: "check its installation")
        }
        if let certificates = request.remote.caCertificates { try trust(certificates, directory: request.directory) }
    }

    /// Trusts these certificates and no others. The library takes them only from a file; this one is gone at once.
    private static func trust(_ certificates: [UInt8], directory: String) throws(GitError) {
        let made = Directory.make(directory)
        guard made == 0 else { throw .storage(directory, doing: "it cannot be made", systemError: made) }
        let file = "\(directory)/ca.\(getpid())"
        unlink(file)
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        defer { unlink(file) }
        let written = certificates.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let reason = errno
        close(descriptor)
        guard written == certificates.count else {
            throw .storage(file, doing: "it cannot be written", systemError: reason)
        }
        do {
            try LibGit2Error.check(mt_git_set_ca_file(file))
        } catch {
            throw GitError(
                .tls, "the CA certificates of the repository are not valid PEM", fix: "put PEM certificates into ca.crt"
            )
        }
    }
}
