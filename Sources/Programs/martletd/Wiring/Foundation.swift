import Addresses
import Git
import Logging
import Outbound
import PKI
import Repositories
import SQL
import Secrets
import Store

/// What every role stands on: database, keys, certificate authority, mirrors.
struct Foundation: Sendable {
    let database: OpenDatabase
    let sealer: Sealer
    let addresses: ContentAddress
    let authority: CertificateAuthority
    let mirrors: GitMirrors
    let outbound: OutboundClient
    /// Where credentials come from that manifests refer to.
    let secrets: SecretSource

    var store: Store { Store(database: database.store.database, sealer: sealer) }
    /// What opens the credentials of Repositories.
    var repositorySecrets: RepositorySecrets { RepositorySecrets(sealer: sealer, source: secrets) }

    /// Opens everything below the state directory and brings the schema up to date.
    static func open(
        _ configuration: ServerConfiguration, _ database: OpenDatabase, logger: Logger
    ) async throws -> Foundation {
        let state = configuration.stateDirectory
        let applied = try await database.store.migrate()
        if !applied.isEmpty { logger.info("schema migrated", metadata: ["migrations": "\(applied)"]) }
        try AtomicFile.createDirectory("\(state)/keys")
        let key = try StateKey.loadOrCreate("\(state)/keys/state.key")
        return Foundation(
            database: database, sealer: Sealer(key), addresses: ContentAddress(key),
            authority: try CertificateAuthority.loadOrCreate(in: "\(state)/pki"),
            mirrors: GitMirrors(
                directory: "\(state)/git", workerCommand: ["/proc/self/exe", RunGitWorker.name],
                network: try network(configuration), logger: logger),
            outbound: OutboundClient(policy: AddressPolicy(allowsPrivate: configuration.allowsPrivateAddresses)),
            secrets: SecretSource(directory: configuration.secretsDirectory))
    }

    /// The largest file of known hosts, in bytes.
    private static let maxKnownHosts = 1 << 20

    private static func network(_ configuration: ServerConfiguration) throws -> GitNetwork {
        var network = GitNetwork(allowsPrivateAddresses: configuration.allowsPrivateAddresses)
        guard let file = configuration.knownHostsFile else { return network }
        guard let bytes = try AtomicFile.read(file, maximumBytes: maxKnownHosts) else {
            throw ConfigurationError(description: "known-hosts: there is no file '\(file)'. Name one, or leave it out.")
        }
        network.knownHosts = String(decoding: bytes, as: UTF8.self)
        return network
    }
}
