public import Git
public import Logging
public import Outbound
import Repositories
public import Rollouts
public import Secrets
public import Store

/// Brings what fleets and manifests declare to the devices: outside references are frozen once per template version,
/// devices are matched to fleets, and each distinct result is rendered once (P5). All steps are jobs that can be
/// repeated: what is done already is found done (P7).
public struct DeliveryEngine: Sendable {
    let store: Store
    let mirrors: GitMirrors
    let outbound: OutboundClient
    /// What opens the credentials of Repositories.
    let secrets: RepositorySecrets
    let addresses: ContentAddress
    /// What decides which template version a device should run.
    let rollouts: RolloutEngine
    let logger: Logger

    /// An engine on a store and mirrors; the keys open credentials and address content, the source is where credentials
    /// that are referred to come from. Rollouts without an engine of their own know no limits of the server.
    public init(
        store: Store, mirrors: GitMirrors, outbound: OutboundClient, sealer: Sealer, addresses: ContentAddress,
        source: SecretSource = SecretSource(), rollouts: RolloutEngine? = nil, logger: Logger
    ) {
        self.store = store
        self.mirrors = mirrors
        self.outbound = outbound
        secrets = RepositorySecrets(sealer: sealer, source: source)
        self.addresses = addresses
        self.rollouts = rollouts ?? RolloutEngine(store: store, logger: logger)
        self.logger = logger
    }
}
