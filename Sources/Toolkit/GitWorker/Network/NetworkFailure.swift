import CLibGit2
import Git
import GitObjects
import Glibc

/// Says what is wrong, and what to do, in place of the library's text.
extension SessionState {
    func translate(_ error: LibGit2Error) -> GitError {
        if let failure { return failure }
        if error.isStorage {
            return .storage("the mirror", doing: "it cannot be written", systemError: error.systemError)
        }
        switch error.kind {
        case GIT_ERROR_NOMEMORY.rawValue:
            return GitError(
                .tooLarge, "reading \(remote) needs more memory than a git worker may have",
                fix: "raise the memory limit of git workers, or take large files out of the repository")
        case GIT_ERROR_ODB.rawValue, GIT_ERROR_OBJECT.rawValue, GIT_ERROR_REFERENCE.rawValue,
            GIT_ERROR_REPOSITORY.rawValue, GIT_ERROR_CONFIG.rawValue:
            return .damage(error)
        case GIT_ERROR_OS.rawValue, GIT_ERROR_FILESYSTEM.rawValue:
            // The library does no network of its own. What the system said may be overwritten since: its text has it.
            return GitError(
                .storage, "the mirror cannot be written: \(remote.clean(error.message))",
                fix: "check the disk, the rights and the limits of the state directory")
        case GIT_ERROR_INDEXER.rawValue, GIT_ERROR_ZLIB.rawValue, GIT_ERROR_SHA.rawValue:
            return brokenPack(error)
        default:
            // What the carrier did not see go wrong is wrong in what came over it.
            return GitError(
                .badAnswer, "\(remote) does not answer as git does: \(remote.clean(error.message))",
                fix: "check the address, and the git server and its log")
        }
    }

    private func brokenPack(_ error: LibGit2Error) -> GitError {
        // The library counts them before the first progress is told.
        if error.message == "too many objects" { return tooManyObjects }
        return GitError(
            .badAnswer, "\(remote) sent a broken pack: \(remote.clean(error.message))",
            fix: "it is fetched again; if this repeats, run 'git fsck' on the server and check proxies in between")
    }
}
