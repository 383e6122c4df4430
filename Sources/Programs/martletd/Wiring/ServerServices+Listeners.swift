import AgentAPI
import HTTPFront
import Hummingbird
import Logging
import Observability
import PKI
import ServiceLifecycle
import UserAPI
import Webhooks

/// The ports.
extension ServerServices {
    func metricsListener() throws -> BackgroundService {
        let router = frontRouter()
        let registry = metrics
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: registry.exposition())))
        }
        return try listener(
            ListenerConfiguration(
                name: "metrics", address: try address(configuration.metricsAddress, "metrics-address"),
                transport: .plain), router)
    }

    func agentServices() throws -> [any Service] {
        var settings = AgentSettings(replica: HostName.current)
        settings.pollWait = configuration.pollWait
        let api = AgentAPI(
            store: foundation.store, address: foundation.database.address, enrollment: enrollment,
            settings: settings, logger: logger)
        let router = frontRouter()
        api.addRoutes(to: router)
        var listening = ListenerConfiguration(
            name: "agent", address: try address(configuration.agentAddress, "agent-address"),
            transport: .mutualTLS(identity, clientAuthoritiesPEM: foundation.authority.certificatePEM))
        listening.limits.bodyBytes = settings.bodyBytes
        let listener = try listener(listening, router, gate: api.gate)
        return [api, listener]
    }

    func userListener() throws -> BackgroundService {
        let router = frontRouter()
        UserAPI(
            store: foundation.store, enrollment: enrollment, rollouts: rolloutEngine,
            settings: UserSettings(version: Martletd.version, endpoint: configuration.userEndpoint)
        ).addRoutes(to: router)
        Webhooks(store: foundation.store, secrets: webhookSecrets.read).addRoutes(to: router)
        var settings = ListenerConfiguration(
            name: "user", address: try address(configuration.userAddress, "user-address"),
            transport: configuration.userTLS ? .tls(identity) : .plain)
        settings.prefersHTTP2 = true
        settings.sendsSecurityHeaders = true
        return try listener(settings, router)
    }

    /// A listener that says where it listens, since the system may have chosen the port.
    private func listener(
        _ settings: ListenerConfiguration, _ router: Router<FrontContext>, gate: (any RequestGate)? = nil
    ) throws -> BackgroundService {
        let listener = try Listener(settings, router: router, gate: gate, logger: logger)
        let logger = logger
        return BackgroundService {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await listener.run() }
                group.addTask {
                    let bound = try await listener.boundAddress()
                    logger.info("listening", metadata: ["server": "\(settings.name)", "address": "\(bound)"])
                }
                try await group.waitForAll()
            }
        }
    }

    private func address(_ text: String, _ key: String) throws -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw ConfigurationError(description: "\(key): '\(text)' is no address. Write host:port.")
        }
        return address
    }
}
