import Git
import Planning
import Resources

/// Why a pass ended without applying: a closed set, so that every end has one condition, one reason and one sentence.
enum SyncFailure: Error {
    /// The ResourceSync names a Repository that does not exist.
    case repositoryMissing(name: String)
    /// The Repository is of a type or has an address that cannot be synced from.
    case repositoryUnusable(String)
    /// The repository could not be reached or read.
    case unreachable(GitError)
    /// The commit has no such file or directory.
    case pathMissing(path: String, oid: String)
    /// Documents are wrong. Nothing of the commit is applied (P3).
    case invalid([LocatedFinding], oid: String)
    /// The documents are well-formed and must not be applied.
    case refused([Refusal], oid: String)
    /// The commit takes away more than may go without somebody's consent; says what, in a sentence.
    case pruneBlocked(String, sync: String, oid: String)
    /// The commit does not descend from the one in force, and the sync is protected.
    case rewritten(from: String, sync: String, oid: String)
    /// The commit, or one that it was made from, is not signed as it must be. Nothing of it was parsed.
    case unverified(UnverifiedCommit)
}
