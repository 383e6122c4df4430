import Signatures
import Synchronization

/// What was found out about the signatures of a commit.
struct Verification: Sendable {
    let signer: Signer
    /// Nil when the commit is older than one that was verified before, which stays the last.
    let advance: Advance?

    struct Advance: Sendable {
        let source: String
        let oid: String
    }
}

/// Holds what a pass found out before it may have failed for another reason.
final class VerificationSlot: Sendable {
    private let slot = Mutex<Verification?>(nil)

    var value: Verification? { slot.withLock { $0 } }

    func fill(_ verification: Verification) { slot.withLock { $0 = verification } }
}
