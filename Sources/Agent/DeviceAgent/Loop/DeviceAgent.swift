import Glibc
import Logging
import NIOCore
import NIOPosix
import PKI
import TimeZones

/// The agent of one device: it enrols the device, keeps it at the spec that the service gives, and reports.
public final class DeviceAgent: Sendable {
    /// How the agent ended without an error.
    public enum End: Sendable, Hashable {
        /// Its task was cancelled.
        case stopped
        /// The device was taken out of service, and its identity is removed.
        case decommissioned
    }

    /// Where an agent lives.
    public struct Options: Sendable {
        /// The main configuration file.
        public var configurationFile = "/etc/flightctl/config.yaml"
        /// What stands for `/` in every path.
        public var root = DeviceRoot.system
        /// The version that the agent reports.
        public var version: String
        /// The environment; `NOTIFY_SOCKET` and `FLIGHTCTL_TEST_…` are read from it.
        public var environment: [String: String] = [:]
        /// Overrides the configuration's level.
        public var logLevel: Logger.Level?

        /// The defaults of a device.
        public init(version: String) { self.version = version }
    }

    let options: Options
    private let logger: Logger
    private let reloads = Bell()
    private let gate: DiskGate
    private let now: @Sendable () -> Double

    /// An agent that does nothing until it is run.
    public convenience init(options: Options, logger: Logger) {
        self.init(options: options, logger: logger, gate: { _ throws(SystemFailure) in }, now: { Double(time(nil)) })
    }

    init(options: Options, logger: Logger, gate: @escaping DiskGate, now: @escaping @Sendable () -> Double) {
        var logger = logger
        if let level = options.logLevel { logger.logLevel = level }
        (self.options, self.logger, self.gate, self.now) = (options, logger, gate, now)
    }

    /// Reads the configuration again and goes on with it. A configuration that cannot be used leaves the old one in force.
    public func reload() { reloads.ring() }

    /// Runs until the task is cancelled or the device is decommissioned.
    ///
    /// - Throws: ``ConfigurationError`` when there is no usable configuration at the start, ``AgentError`` when the
    ///   service refuses the device for good or the data directory cannot be used.
    public func run() async throws -> End {
        let thread = DiskThread()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result: Result<End, any Error>
        do { result = .success(try await run(thread, group)) } catch { result = .failure(error) }
        // Both end also when this task was cancelled: nothing of it is left running.
        try? await group.shutdownGracefully()
        try? await thread.stop()
        if case .failure(let error) = result, error is CancellationError || Task.isCancelled { return .stopped }
        return try result.get()
    }

    private func run(_ thread: DiskThread, _ group: MultiThreadedEventLoopGroup) async throws -> End {
        var context = try await prepare(thread, group)
        let notifier = ServiceNotifier(path: options.environment["NOTIFY_SOCKET"])
        notifier.notify("READY=1\nSTATUS=running")
        while true {
            try Task.checkCancellation()
            switch try await Session(context: context, reloads: reloads).run() {
            case .reload: context = settled(context, await reloaded(context))
            case .restart: try await restart(context)
            case .decommissioned: return .decommissioned
            }
            await context.synchronizer.configure(context.configuration, logger: context.logger)
        }
    }

    /// What an interrupted update left behind is put right before anything else is looked at.
    private func prepare(_ thread: DiskThread, _ group: MultiThreadedEventLoopGroup) async throws -> AgentContext {
        let disk = Disk(root: options.root, gate: gate)
        let board = StatusBoard()
        let owners = OwnerRules(isRooted: !options.root.isSystem)
        // The database is the machine's; only which zone it is in belongs to the device.
        let zones = TimeZoneDatabase(localFile: options.root.location(of: "/etc/localtime"))
        let synchronizer = Synchronizer(
            thread: thread, disk: disk, owners: owners, zones: zones, board: board, logger: logger, clock: now)
        try await synchronizer.recover()
        let identity = IdentityKeeper(thread: thread, disk: disk)
        let configuration = try await identity.load(loader)
        let key = try await identity.key()
        let device = try key.fingerprint.text
        try await synchronizer.open(device: device, agentVersion: options.version, audits: configuration.auditEnabled)
        let context = AgentContext(
            device: device, key: key, version: options.version, configuration: configuration, logger: logger,
            identity: identity,
            machine: Machine(thread: thread, root: options.root, board: board, agentVersion: options.version),
            synchronizer: synchronizer, board: board, work: Bell(), group: group, now: now)
        await synchronizer.configure(configuration, logger: context.logger)
        return settled(context, configuration)
    }

    private var loader: ConfigurationLoader {
        ConfigurationLoader(file: options.configurationFile, root: options.root, environment: options.environment)
    }

    /// The context with a configuration in force: its log level, its warnings said once.
    private func settled(_ context: AgentContext, _ configuration: AgentConfiguration) -> AgentContext {
        var context = context
        context.configuration = configuration
        context.logger[metadataKey: "device"] = "\(context.device)"
        context.logger.logLevel = options.logLevel ?? Logger.Level(configured: configuration.logLevel)
        for warning in configuration.warnings { context.logger.warning("\(warning)") }
        return context
    }

    private func reloaded(_ context: AgentContext) async -> AgentConfiguration {
        do {
            let configuration = try await context.identity.load(loader)
            context.logger.notice("the configuration is read again")
            return configuration
        } catch {
            context.logger.error("the configuration cannot be used; the old one stays", metadata: ["error": "\(error)"])
            return context.configuration
        }
    }

    private func restart(_ context: AgentContext) async throws {
        context.logger.error("a spec file is missing; all of them start again")
        try await context.synchronizer.open(device: context.device, agentVersion: options.version)
        context.board.trouble(nil)
    }
}
