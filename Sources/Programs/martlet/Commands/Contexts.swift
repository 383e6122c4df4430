import ArgumentParser
import Client
import Console

struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check server and token, and remember both.",
        discussion: """
            EXAMPLES
              martlet login https://fleet.example.com:3333 --ca ca.crt --token-file admin.token
              martlet login http://localhost:3333 --token-file admin.token
              martlet login https://test.example.com:3333 -c test --token-file test.token
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Argument(help: "The server's URL.")
    var url: String

    @Option(name: .shortAndLong, help: "The token. A file is safer: other users see the command line.")
    var token: String?

    func run() async throws {
        let command = try LoginCommand(
            url: url, token: token, flags: connection.flags, environment: ProcessEnvironment.values)
        try await command.run(.standard)
    }
}

struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at and change the context file.",
        subcommands: [CurrentOrganization.self, SetOrganization.self])

    struct CurrentOrganization: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the organization that commands work on.")

        @OptionGroup(title: "Connection") var connection: ConnectionOptions

        func run() throws {
            let commands = try OrganizationCommands(connection.flags, environment: ProcessEnvironment.values)
            try commands.printCurrent(.standard)
        }
    }

    struct SetOrganization: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remember the organization that commands work on.")

        @OptionGroup(title: "Connection") var connection: ConnectionOptions

        @Argument(help: "The organization's UUID; `martlet get organizations` lists them.")
        var organization: String

        func run() throws {
            let commands = try OrganizationCommands(connection.flags, environment: ProcessEnvironment.values)
            try commands.set(organization, .standard)
        }
    }
}

struct Version: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the versions of this program and of the server.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Option(name: .shortAndLong, help: "The form of the output.")
    var output = OutputFormat.table

    func run() async throws {
        let command = VersionCommand(format: output)
        let environment = ProcessEnvironment.values
        guard let resolved = try Connection.resolveIfKnown(connection.flags, environment: environment) else {
            return command.run(.standard)
        }
        try await Session.with(resolved, terminal: .standard) { session in await command.run(session) }
    }
}
