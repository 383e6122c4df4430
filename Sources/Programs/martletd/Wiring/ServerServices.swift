import AgentAPI
import CommitStatus
import Delivery
import Enrollment
import Git
import HTTPFront
import Hummingbird
import Jobs
import Logging
import Observability
import PKI
import Repositories
import ResourceSync
import Rollouts
import SQL
import ServiceLifecycle
import Store
import UserAPI

/// Puts the roles together: a list of services, in the order in which they start; they stop in the reverse order.
struct ServerServices {
    let configuration: ServerConfiguration
    let foundation: Foundation
    let metrics: MetricsRegistry
    let logger: Logger
    let identity: TLSIdentity
    let enrollment: EnrollmentService

    init(
        _ configuration: ServerConfiguration, _ foundation: Foundation, metrics: MetricsRegistry, logger: Logger
    ) async throws {
        self.configuration = configuration
        self.foundation = foundation
        self.metrics = metrics
        self.logger = logger
        identity = try foundation.authority.serverIdentity(
            in: "\(configuration.stateDirectory)/pki", hosts: configuration.certificateHosts)
        enrollment = EnrollmentService(
            store: foundation.store, authority: foundation.authority,
            settings: EnrollmentSettings(
                agentEndpoint: configuration.agentEndpoint, userInterfaceEndpoint: configuration.userEndpoint))
    }

    /// Every service of the configured roles.
    func all() async throws -> [any Service] {
        try await AdministratorToken.ensure(in: configuration.stateDirectory, foundation.store)
        try await applyBootstrap()
        var services: [any Service] = []
        if let embedded = foundation.database.embedded {
            // Nobody else can be at work on it: what a server was doing when it was killed goes on at once.
            try await foundation.store.database.transaction { try JobQueue.endLeases($0) }
            services.append(embedded)
        }
        services.append(try metricsListener())
        if configuration.roles.contains(.worker) {
            let workers = workers
            services += workers
            services.append(waker(of: workers))
        }
        if !configuration.roles.isDisjoint(with: [.worker, .periodic]) {
            let mirrors = foundation.mirrors
            services.append(BackgroundService { await mirrors.keepWorkersReady() })
        }
        if configuration.roles.contains(.periodic) { services.append(periodic) }
        if configuration.roles.contains(.agent) { services += try agentServices() }
        if configuration.roles.contains(.api) { services.append(try userListener()) }
        return services
    }

    private func applyBootstrap() async throws {
        guard let directory = configuration.bootstrapDirectory else { return }
        try await Bootstrap(
            directory: directory, store: foundation.store, sealer: foundation.sealer,
            addresses: foundation.addresses, logger: logger
        ).apply()
    }
}

/// Work behind the scenes.
extension ServerServices {
    private var syncEngine: SyncEngine {
        SyncEngine(
            store: foundation.store, mirrors: foundation.mirrors, sealer: foundation.sealer,
            addresses: foundation.addresses, source: foundation.secrets, limits: configuration.pruneLimits,
            logger: logger)
    }

    private var deliveryEngine: DeliveryEngine {
        DeliveryEngine(
            store: foundation.store, mirrors: foundation.mirrors, outbound: foundation.outbound,
            sealer: foundation.sealer, addresses: foundation.addresses, source: foundation.secrets,
            rollouts: rolloutEngine, logger: logger)
    }

    /// What decides which devices get which template version, and when.
    var rolloutEngine: RolloutEngine {
        RolloutEngine(
            store: foundation.store, limits: RolloutLimits(devicesPerMinute: configuration.rolloutRate), logger: logger)
    }

    /// Each with places of its own, so that hosts that are slow to answer hold up neither deliveries nor syncs.
    private var workers: [JobWorker] {
        let resolver = TemplateResolver(engine: deliveryEngine)
        let refresh = DependencyRefresh(engine: deliveryEngine)
        let gathering = SourceGathering(engine: deliveryEngine)
        return [
            worker([
                DeliveryQueue.jobKind: DeliveryPass(engine: deliveryEngine).handle,
                RolloutQueue.jobKind: rolloutEngine.handle,
            ]),
            worker([Syncs.jobKind: syncEngine.handle]),
            worker([
                CommitStatuses.jobKind: commitStatuses.handle,
                CommitRollouts.jobKind: RolloutWatch(store: foundation.store).handle,
            ]),
            worker([
                TemplateVersions.jobKind: resolver.handle, Dependencies.jobKind: refresh.handle,
                SourceNeeds.jobKind: gathering.handle,
            ]),
        ]
    }

    private func worker(_ handlers: [String: JobHandler]) -> JobWorker {
        JobWorker(
            database: foundation.store.database, name: HostName.current, handlers: handlers, logger: logger)
    }

    /// Tells the workers of new jobs as soon as they are committed.
    private func waker(of workers: [JobWorker]) -> BackgroundService {
        let listener = SQL.Listener(foundation.database.address, logger: logger)
        return BackgroundService {
            for await _ in try listener.notifications(channels: [JobQueue.channel]) {
                for worker in workers { worker.wake() }
            }
        }
    }

    /// One process at a time does what goes by the clock.
    private var periodic: BackgroundService {
        let leader = Leader(foundation.database.address, name: "martlet.periodic", logger: logger)
        let listener = SQL.Listener(foundation.database.address, logger: logger)
        let scheduler = SyncScheduler(engine: syncEngine, interval: configuration.syncInterval)
        let dependencies = DependencyPoll(engine: deliveryEngine, interval: configuration.dependencyInterval)
        let probes = RepositoryProbes(
            RepositoryProbe(
                store: foundation.store, mirrors: foundation.mirrors, outbound: foundation.outbound,
                secrets: foundation.repositorySecrets), interval: configuration.probeInterval, logger: logger)
        let inventory = InventoryCollector(store: foundation.store, registry: metrics, logger: logger)
        let housekeeping = Housekeeping(store: foundation.store, logger: logger)
        return BackgroundService {
            try await leader.run {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await scheduler.run() }
                    group.addTask {
                        for await _ in try listener.notifications(channels: [
                            RepositoryPolls.channel, RepositoryHooks.channel,
                        ]) {
                            scheduler.wake()
                            probes.wake()
                            dependencies.wake()
                        }
                    }
                    group.addTask { try await dependencies.run() }
                    group.addTask { try await probes.run() }
                    group.addTask { try await inventory.run() }
                    group.addTask { try await housekeeping.run() }
                    try await group.waitForAll()
                }
            }
        }
    }
}
