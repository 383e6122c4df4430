/// Why a signature does not count. Tells what was signed by whom only as far as that is known.
public struct SignatureRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of reason it is.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no signature.
        case unsigned
        /// The bytes are no signature, or one for another purpose.
        case malformed
        /// A kind of signature, key or algorithm that is not verified here, or is too weak.
        case unsupported
        /// The signature is not over this commit.
        case wrong
        /// Nobody who is trusted made it.
        case untrusted
        /// The key is out of its time, or the signature is.
        case expired
        /// The key was revoked.
        case revoked
        /// The trusted keys themselves cannot be read.
        case policy
        /// What verifies is not there or did not answer.
        case unavailable
    }

    /// What kind of reason it is.
    public var code: Code
    /// What is wrong.
    public var message: String
    /// What a person can do about it.
    public var fix: String

    /// A reason with its remedy.
    public init(_ code: Code, _ message: String, fix: String) {
        self.code = code
        self.message = message
        self.fix = fix
    }

    /// What is wrong and what to do, on one line.
    public var description: String { "\(message); \(fix)" }
}

extension SignatureRefusal {
    static func malformed(_ message: String) -> Self {
        Self(.malformed, message, fix: "sign the commit again: git commit --amend -S")
    }

    static func unsupported(_ message: String) -> Self {
        Self(.unsupported, message, fix: "sign with an ed25519, ECDSA or RSA key of at least 2048 bits, or OpenPGP")
    }

    static func policy(_ field: String, _ message: String) -> Self {
        Self(.policy, "spec.verify.\(field): \(message)", fix: "correct it; until then no commit is accepted")
    }

    static func untrusted(_ key: String) -> Self {
        Self(
            .untrusted, "it was signed with \(key), which is not among the trusted keys",
            fix: "sign with a trusted key, or add this key to spec.verify if it should be trusted")
    }

    static func revoked(_ signer: Signer) -> Self {
        Self(
            .revoked, "it was signed with a revoked key of \(signer)",
            fix: "have the commit signed by somebody whose key is trusted")
    }

    static let wrong = Self(
        .wrong, "its signature does not belong to this commit",
        fix: "the commit was changed after it was signed, or the signature was taken from another; sign it again")
}
