import ArgumentParser
import DeviceAgent
import Glibc
import Logging
import Observability

/// The agent of one device.
@main
struct MartletAgent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet-agent",
        abstract: "Enrols this machine as a device and keeps it at the spec that the service gives.",
        discussion: """
            SIGTERM and SIGINT stop the agent; SIGHUP makes it read its configuration again.

            With --root, every path of the device lies below that directory: the configuration, the agent's data \
            directory and the files that specs place. A path that already begins with it is taken as it is. An agent \
            that does not run as root leaves its files to its own account: with --root it takes the owner root for \
            itself, and it refuses a spec that names another owner; without --root it refuses the owner root as well.

            Exit codes: 0 stopped by a signal, 1 failure, 2 configuration that cannot be used, 3 the service refuses \
            to enrol the device, 4 the device is decommissioned and its identity removed, 64 wrong use.
            """,
        version: AgentVersion.text)

    @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
    var config = "/etc/flightctl/config.yaml"

    @Option(
        help: ArgumentHelp("The directory that stands for / of the device; made if it is missing.", valueName: "dir"))
    var root = "/"

    @Option(
        help: ArgumentHelp(
            "trace, debug, info, notice, warning or error; else the configuration's.", valueName: "level"),
        transform: level)
    var logLevel: Logger.Level?

    func validate() throws {
        guard !config.isEmpty else { throw ValidationError("--config needs a file") }
        guard !root.isEmpty else { throw ValidationError("--root needs a directory") }
    }

    func run() async throws {
        Observability.bootstrapLogging(level: logLevel ?? .info)
        let logger = Logger(label: "martlet-agent")
        do {
            let end = try await Supervision(agent: DeviceAgent(options: try options(), logger: logger), logger: logger)
                .run()
            if end == .decommissioned { throw ExitCode(4) }
        } catch let code as ExitCode {
            throw code
        } catch {
            logger.critical("the agent cannot go on", metadata: ["error": "\(error)"])
            throw ExitCode(Self.exitCode(of: error))
        }
    }

    private func options() throws -> DeviceAgent.Options {
        var options = DeviceAgent.Options(version: AgentVersion.text)
        options.root = DeviceRoot(try Self.directory(root))
        options.configurationFile = Self.absolute(config)
        options.environment = Self.environment()
        options.logLevel = logLevel
        return options
    }

    private static func exitCode(of error: any Error) -> Int32 {
        switch error {
        case is ConfigurationError: 2
        case let error as AgentError where error.code == .enrollmentDenied: 3
        default: 1
        }
    }
}

private func level(_ text: String) throws -> Logger.Level {
    guard let level = Logger.Level(rawValue: text) else { throw ValidationError("\(text) is not a log level") }
    return level
}
