/// Judges the signatures of commits by keys that are trusted. Nothing is remembered between two commits.
public struct CommitVerifier: Sendable {
    private let keys: TrustedKeys
    private let gpgv: GPGV

    /// - Parameters:
    ///   - gpgv: name or absolute path of the program that verifies OpenPGP signatures.
    ///   - deadline: for one run of it.
    public init(keys: TrustedKeys, gpgv: String = "gpgv", deadline: Duration = .seconds(10)) {
        self.keys = keys
        self.gpgv = GPGV(program: gpgv, deadline: deadline)
    }

    /// Who signed a commit.
    ///
    /// - Parameters:
    ///   - armored: the signature as it is in the commit; nil when there is none.
    ///   - payload: the commit without its signature.
    ///   - times: points in time, in seconds since 1970, at each of which the key must be valid: when the commit was made, as
    ///     it says itself, and now. gpgv asks the clock of the machine instead.
    /// - Throws: Why nobody who is trusted vouches for the commit.
    public func signer(
        armored: [UInt8]?, payload: [UInt8], validAt times: [Int64]
    ) async throws(SignatureRefusal) -> Signer {
        guard let armored else {
            throw SignatureRefusal(
                .unsigned, "it is not signed", fix: "sign it: git commit --amend -S, with a key that is trusted")
        }
        if Self.begins(armored, SSHSignature.label) {
            let signature = try SSHSignature(armored: armored)
            let signer = try keys.signer(signature.key, at: times)
            try signature.verify(payload)
            return signer
        }
        guard Self.begins(armored, PGPSignature.label) else {
            throw .unsupported("its signature is neither an SSH nor an OpenPGP one")
        }
        let signature = try PGPSignature(armored: armored)
        guard let keyring = keys.keyring else { throw .untrusted("an OpenPGP key") }
        return try await gpgv.report(signature, over: payload, keyring: keyring).signer(revoked: keys.revoked)
    }

    private static func begins(_ armored: [UInt8], _ label: String) -> Bool {
        armored.starts(with: "-----BEGIN \(label)-----".utf8)
    }
}
