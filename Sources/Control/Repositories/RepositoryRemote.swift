import FoundationEssentials
public import Git
import Resources
public import Secrets
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
        _ record: RepositoryRecord, organization: String, sealer: Sealer
    ) throws -> GitRemote {
        let spec = try spec(record, sealer: sealer)
        guard case .git(let git) = spec else {
            throw RepositoryUnusable(
                description:
                    "Repository/\(record.name) is of type \(spec.tag.rawValue), not git. Name a git repository.")
        }
        guard git.sshConfig == nil else {
            throw RepositoryUnusable(
                description: "Repository/\(record.name) has sshConfig, which this release does not use. Use httpConfig."
            )
        }
        return GitRemote(
            organization: organization, url: git.url, credential: git.httpConfig?.credential,
            caCertificates: try authorities(git.httpConfig, record.name),
            skipServerVerification: git.httpConfig?.skipServerVerification ?? false)
    }

    /// What a sealed spec is bound to: moved to another Repository it does not open.
    public static func sealingPlace(name: String) -> String { "Repository/\(name)" }

    /// The spec with its secrets.
    static func spec(_ record: RepositoryRecord, sealer: Sealer) throws -> RepositorySpec {
        try StoredSpec.decode(RepositorySpec.self, open(record, sealer))
    }

    private static func open(_ record: RepositoryRecord, _ sealer: Sealer) throws -> [UInt8] {
        guard let sealed = record.sealed else { return record.spec }
        let bytes = Sealer.Sealed(keyIdentifier: sealed.keyID, bytes: sealed.bytes)
        return try sealer.open(bytes, place: sealingPlace(name: record.name)).reveal()
    }

    private static func authorities(_ config: HTTPConfig?, _ name: String) throws -> [UInt8]? {
        guard let encoded = config?.caCertificates else { return nil }
        guard let data = Data(base64Encoded: encoded) else {
            throw RepositoryUnusable(description: "Repository/\(name): ca.crt is not base64. Encode the PEM file.")
        }
        return Array(data)
    }
}

extension HTTPConfig {
    /// The credential that the configuration holds.
    fileprivate var credential: GitCredential? {
        if let token { return .token(token.revealText()) }
        guard let username, let password else { return nil }
        return .password(username: username, password: password.revealText())
    }
}
