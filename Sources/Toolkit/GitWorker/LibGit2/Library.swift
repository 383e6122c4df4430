import CLibGit2
import Git
import GitObjects

/// The settings of libgit2 that hold for the whole process.
enum Library {
    static func start(_ request: WorkerRequest) throws(GitError) {
        do {
            try LibrarySettings.start()
            try LibGit2Error.check(mt_git_set_max_objects(Int(request.limits.maxObjects)))
            try LibGit2Error.check(mt_git_set_memory(32 << 20, 256 << 20, 32 << 20))
            try SmartTransport.disableStock()
        } catch {
            throw GitError(.worker, "libgit2 could not be set up: \(error.message)", fix: "check its installation")
        }
    }
}
