import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import PKI
import ServiceLifecycle

/// One listening port with its routes.
///
/// Waits that may last, such as long polls, belong into a ``RequestGate``, and must end when the server stops; whatever
/// is still running after ``ListenerConfiguration/shutdownGrace`` is cancelled.
public struct Listener: Service {
    private let configuration: ListenerConfiguration
    private let application: Application<FrontResponder>
    /// Serves connections with client certificates and HTTP/1.1, which are devices' and wait most of the time.
    private let lean: LeanServer?
    private let bound: BoundAddress
    private let logger: Logger

    /// A listener that serves the routes of a router made with ``frontRouter()``.
    ///
    /// - Parameter gate: what requests pass first; only on a listener with TLS.
    /// - Throws: ``ListenerError`` when certificates or keys cannot be used.
    public init(
        _ configuration: ListenerConfiguration, router: Router<FrontContext>, gate: (any RequestGate)? = nil,
        logger: Logger, eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) throws(ListenerError) {
        var logger = logger
        logger[metadataKey: "server"] = .string(configuration.name)
        let bound = BoundAddress()
        self.configuration = configuration
        self.bound = bound
        self.logger = logger
        let responder = FrontResponder(router, configuration: configuration)
        let lean: LeanServer? =
            if case .mutualTLS = configuration.transport {
                LeanServer(responder, gate: gate, configuration: configuration, logger: logger)
            } else {
                nil
            }
        self.lean = lean
        self.application = Application(
            responder: responder, server: try ConnectionBuilder.builder(configuration, gate: gate, lean: lean),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.address.host, port: configuration.address.port), backlog: 4096,
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.maximumConnections)),
            onServerRunning: { channel in
                bound.resolve(Self.address(of: channel, host: configuration.address.host))
            },
            eventLoopGroupProvider: .shared(eventLoopGroup), logger: logger)
    }

    /// The address at which it listens, as soon as it does; with the port that the system chose if that was left to it.
    ///
    /// - Throws: what ``run()`` throws when listening fails, or `CancellationError`.
    public func boundAddress() async throws -> ListenAddress {
        try await bound.value()
    }

    /// Serves until the task is cancelled or a graceful shutdown is asked for.
    public func run() async throws {
        do {
            try await serve()
            bound.resolve(.failure(CancellationError()))
        } catch {
            let failure = Self.explain(error, configuration.address)
            bound.resolve(.failure(failure))
            throw failure
        }
    }

    private func serve() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            if let lean { group.addTask { await lean.run() } }
            group.addTask {
                try await gracefulShutdown()
                try await Task.sleep(for: configuration.shutdownGrace)
                logger.notice("requests that were still being answered are cancelled")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private static func address(of channel: any Channel, host: String) -> Result<ListenAddress, any Error> {
        guard let port = channel.localAddress?.port else {
            return .failure(ListenerError(message: "the listener has no address", fix: "report this as a bug"))
        }
        return .success(ListenAddress(host: host, port: port))
    }

    private static func explain(_ error: any Error, _ address: ListenAddress) -> any Error {
        guard let error = error as? IOError else { return error }
        let fix = error.errnoCode == EADDRINUSE ? "stop what uses the port or choose another" : "choose another address"
        return ListenerError(message: "cannot listen on \(address): \(error)", fix: fix)
    }
}
