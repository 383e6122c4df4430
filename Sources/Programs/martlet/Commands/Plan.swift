import ArgumentParser
import Client
import Console
import Preview
import PreviewCommands

/// `martlet plan`.
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what merging would do.",
        discussion: """
            Compares two commits of a repository by the server's own planner, offline. With devices, from a file or from \
            a server, it also says which of them a change reaches, in which batches, and what changes on them, file by \
            file.

            The path is that of the one ResourceSync in the base which reads this repository, found by the address of \
            its Repository; otherwise all of the repository. Config from this repository is taken from the commits; \
            config from others is named and not expanded.

            EXAMPLES
              martlet plan --base origin/main --head HEAD
              martlet plan --base v1.2 --head main --inventory devices.json
              martlet plan --base origin/main --head HEAD -o markdown --server https://fleet.example.com:3333

            EXIT STATUS
              0 no change, 2 changes (also those that need approval), 1 an error, or changes that the server would refuse.
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Option(help: ArgumentHelp("The commit that is in force.", valueName: "rev"))
    var base: String

    @Option(help: ArgumentHelp("The commit that would be.", valueName: "rev"))
    var head = "HEAD"

    @Option(name: .customLong("repo"), help: ArgumentHelp("A clone, or a bare repository.", valueName: "dir"))
    var directory = "."

    @Option(help: ArgumentHelp("The path that the sync reads, from the root of the repository.", valueName: "subdir"))
    var path: String?

    @Option(help: ArgumentHelp("The Repository object that stands for the clone.", valueName: "name"))
    var repository: String?

    @Option(
        help: ArgumentHelp("Devices and labels: what `martlet get devices -o json` prints, or YAML.", valueName: "file")
    )
    var inventory: String?

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output = PlanCommand.Format.text

    func validate() throws {
        if inventory != nil, isOnline {
            throw ValidationError("--inventory and --server are two sources of devices; give one of them.")
        }
    }

    func run() async throws {
        var command = PlanCommand(base: base, head: head)
        command.directory = directory
        command.path = path
        command.repository = repository
        command.format = output
        let result = try command.run(inventory: try await devices())
        Terminal.standard.output(result.output)
        if result.isRefused { throw ExitCode(1) }
        if result.hasChanges { throw ExitCode(2) }
    }

    private var isOnline: Bool { connection.server != nil || connection.context != nil }

    private func devices() async throws -> [InventoryDevice]? {
        if let inventory { return try Inventory.read(file: inventory) }
        guard isOnline else { return nil }
        let connection = try Connection.resolve(connection.flags, environment: ProcessEnvironment.values)
        let objects = try await Session.query(connection, terminal: .standard, DeviceExport.all)
        return try Inventory.devices(objects, from: "the server")
    }
}

extension Plan {
    /// What the program ends with. Pipelines take 2 for “there are changes”, so that wrong use of this command is 1.
    static func ending(_ status: Int32, _ error: any Error, _ arguments: [String]) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        return arguments.first == configuration.commandName ? min(status, 1) : status
    }
}

extension PlanCommand.Format: ExpressibleByArgument {}
