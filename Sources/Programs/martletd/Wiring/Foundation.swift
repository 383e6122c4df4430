import Addresses
import Git
import Logging
import Outbound
import PKI
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

    var store: Store { database.store }

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
                directory: "\(state)/git", workerCommand: ["/proc/self/exe", RunGitWorker.name], logger: logger),
            outbound: OutboundClient(policy: AddressPolicy(allowsPrivate: false)))
    }
}
