/// Whose signatures count.
public struct TrustedKeys: Sendable {
    let signers: [AllowedSigner]
    let keyring: Keyring?
    let revoked: RevokedKeys

    /// Reads what a person wrote. Anything in it that is not understood is an error: a line passed over could be the
    /// one that was meant to limit or to revoke.
    ///
    /// - Parameters:
    ///   - sshAllowedSigners: lines of an allowed-signers file, as ssh-keygen(1) has it, without certificate
    ///     authorities. Times are in UTC.
    ///   - openPGPKeys: armored public keys.
    ///   - revokedKeys: fingerprints, one a line, of either kind.
    /// - Throws: ``SignatureRefusal/Code/policy``.
    public init(
        sshAllowedSigners: String?, openPGPKeys: String?, revokedKeys: String?
    ) throws(SignatureRefusal) {
        signers = try Self.signers(sshAllowedSigners ?? "")
        keyring = try openPGPKeys.map { (text) throws(SignatureRefusal) in try Keyring(armored: text) }
        revoked = try RevokedKeys(revokedKeys ?? "")
    }

    private static func signers(_ text: String) throws(SignatureRefusal) -> [AllowedSigner] {
        var signers: [AllowedSigner] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            do throws(AllowedSigner.LineError) {
                if let signer = try AllowedSigner(line: line) { signers.append(signer) }
            } catch {
                throw .policy("sshAllowedSigners", "line \(index + 1): \(error.message)")
            }
        }
        return signers
    }
}

extension TrustedKeys {
    /// Who signed with an SSH key. The key must be in its time when the signature says it was made, and now: who was
    /// trusted once could otherwise write any date into a new commit.
    func signer(_ key: SSHPublicKey, at times: [Int64]) throws(SignatureRefusal) -> Signer {
        let lines = signers.filter { $0.key == key }
        guard let named = lines.first else { throw .untrusted("the \(key.type) key \(key.fingerprint)") }
        let anyone = Signer(name: named.principals, key: key.fingerprint)
        guard !revoked.contains(key.fingerprint) else { throw .revoked(anyone) }
        let allowed = lines.filter(\.isForCommits)
        guard !allowed.isEmpty else {
            throw SignatureRefusal(
                .untrusted, "the key of \(anyone) is trusted for other things than commits",
                fix: "add 'git' to the namespaces of this key in spec.verify.sshAllowedSigners if that is meant")
        }
        guard let line = allowed.first(where: { line in times.allSatisfy(line.isValid(at:)) }) else {
            throw SignatureRefusal(
                .expired, "the key of \(anyone) is not valid now, or was not when the commit was made",
                fix: "sign with a key that is valid, or correct its times in spec.verify.sshAllowedSigners")
        }
        return Signer(name: line.principals, key: key.fingerprint)
    }
}
