import Git
import Signatures

/// A commit that is not applied for want of a signature: its own, or that of one it was made from.
struct UnverifiedCommit: Sendable {
    /// The commit that was to be applied.
    let oid: String
    /// The commit whose signature does not count.
    let commit: GitCommit
    let refusal: SignatureRefusal

    /// Which commit of whom is not accepted, why, and what to do.
    var message: String {
        let author = "\(commit.authorName) <\(commit.authorEmail)>"
        return "commit \(commit.id.hex.prefix(12)) of \(author) (\(commit.subject)) is not accepted: \(refusal)"
    }

    /// Why, as a condition's reason.
    var reason: String {
        switch refusal.code {
        case .unsigned: "Unsigned"
        case .malformed: "MalformedSignature"
        case .unsupported: "UnsupportedSignature"
        case .wrong: "WrongSignature"
        case .untrusted: "UntrustedKey"
        case .expired: "ExpiredKey"
        case .revoked: "RevokedKey"
        case .policy: "InvalidPolicy"
        case .unavailable: "VerifierUnavailable"
        }
    }
}
