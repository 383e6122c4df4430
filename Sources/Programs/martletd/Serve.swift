import ArgumentParser
import Logging
import Observability
import ServiceLifecycle
import UnixSignals

/// `martletd serve`: runs the roles until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server.",
        discussion: """
            Every option can also be set in the environment (--state-dir is MARTLET_STATE_DIR) and in the file that \
            --config names (state-dir). The command line wins over the environment, and that over the file.

            Without --database-url the server makes and supervises a Postgres of its own below the state directory.
            """)

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let configuration = try options.resolve()
        Observability.bootstrapLogging(level: Logger.Level(rawValue: configuration.logLevel) ?? .info)
        let metrics = Observability.bootstrapMetrics()
        let logger = Logger(label: "martletd")
        logger.info("starting", metadata: ["version": "\(Martletd.version)", "roles": "\(configuration.roleNames)"])
        try StateDirectory.prepare(configuration.stateDirectory)
        try await OpenDatabase.with(configuration, logger: logger) { database in
            let foundation = try await Foundation.open(configuration, database, logger: logger)
            let services = try await ServerServices(configuration, foundation, metrics: metrics, logger: logger).all()
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
        }
    }
}

extension ServerConfiguration {
    /// The roles for the log.
    var roleNames: String { roles.map(\.rawValue).sorted().joined(separator: ",") }
}
