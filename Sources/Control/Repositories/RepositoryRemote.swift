import FoundationEssentials
public import Git
import Resources
import Secrets
public import Store

/// A stored Repository that cannot be read from as it stands.
public struct RepositoryUnusable: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String
}

/// Opens a stored Repository: address, credential and trust as git needs them.
public enum RepositoryRemote {
    /// The remote of a Repository of an organization.
    /// - Throws: `RepositoryUnusable` when the Repository is not one to read git from.
    public static func remote(
        _ record: RepositoryRecord, organization: String, secrets: RepositorySecrets
    ) throws -> GitRemote {
        let spec = try spec(record, sealer: secrets.sealer)
        guard case .git(let git) = spec else {
            throw RepositoryUnusable(
                description:
                    "Repository/\(record.name) is of type \(spec.tag.rawValue), not git. Name a git repository.")
        }
        var remote = GitRemote(organization: organization, url: git.url)
        let fields = CredentialFields(place: "Repository/\(record.name)", organization: organization, secrets: secrets)
        if let http = git.httpConfig { try fields.fill(&remote, from: http) }
        if let ssh = git.sshConfig { try fields.fill(&remote, from: ssh) }
        return remote
    }

    /// What a sealed spec is bound to: moved to another Repository it does not open.
    public static func sealingPlace(name: String) -> String { "Repository/\(name)" }

    /// The spec with its secrets.
    static func spec(_ record: RepositoryRecord, sealer: Sealer) throws -> RepositorySpec {
        try StoredSpec.decode(RepositorySpec.self, open(record, sealer))
    }

    /// Bytes that a manifest has as base64.
    static func decoded(_ text: String?, _ field: String, place: String) throws(RepositoryUnusable) -> [UInt8]? {
        guard let text else { return nil }
        guard let data = Data(base64Encoded: text) else {
            throw RepositoryUnusable(description: "\(place): \(field) is not base64. Encode the PEM file.")
        }
        return Array(data)
    }

    private static func open(_ record: RepositoryRecord, _ sealer: Sealer) throws -> [UInt8] {
        guard let sealed = record.sealed else { return record.spec }
        let bytes = Sealer.Sealed(keyIdentifier: sealed.keyID, bytes: sealed.bytes)
        return try sealer.open(bytes, place: sealingPlace(name: record.name)).reveal()
    }
}

// How git wants them.
extension CredentialFields {
    fileprivate func fill(_ remote: inout GitRemote, from config: HTTPConfig) throws(RepositoryUnusable) {
        if let token = try secret(config.token, config.tokenRef, "httpConfig.tokenRef") {
            remote.credential = .token(token.revealText())
        } else if let username = config.username,
            let password = try secret(config.password, config.passwordRef, "httpConfig.passwordRef")
        {
            remote.credential = .password(username: username, password: password.revealText())
        }
        remote.caCertificates = try decoded(config.caCertificates, "httpConfig.ca.crt")
        remote.clientCertificate = try decoded(config.clientCertificate?.revealText(), "httpConfig.tls.crt")
        remote.clientKey = try key(config.clientKey, config.clientKeyRef, "httpConfig.tls.key", "httpConfig.tlsKeyRef")
        remote.proxy = config.proxy
        if config.skipServerVerification == true { remote.skipServerVerification = true }
    }

    fileprivate func fill(_ remote: inout GitRemote, from config: SSHConfig) throws(RepositoryUnusable) {
        if let key = try key(
            config.privateKey, config.privateKeyRef, "sshConfig.sshPrivateKey", "sshConfig.sshPrivateKeyRef")
        {
            let passphrase = try secret(config.passphrase, config.passphraseRef, "sshConfig.privateKeyPassphraseRef")
            remote.credential = .key(key, passphrase: passphrase)
        }
        remote.knownHosts = config.knownHosts
        if config.skipServerVerification == true { remote.skipServerVerification = true }
    }
}
