import Git

/// Counts what comes over the wire, references and packs together, against the limit of one operation.
final class TransferMeter {
    private let remote: GitRemote
    private let limit: UInt64
    private var received: UInt64 = 0

    init(_ remote: GitRemote, _ limits: GitLimits) {
        self.remote = remote
        limit = limits.maxTransferBytes
    }

    func count(_ bytes: Int) throws(GitError) {
        received += UInt64(bytes)
        guard received <= limit else {
            throw GitError(
                .tooLarge, "\(remote) sent more than \(limit) bytes in one fetch",
                fix: "take large files out of the repository's history, or raise the limit")
        }
    }
}
