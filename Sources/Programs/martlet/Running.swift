import ArgumentParser
import Client
import Console
import Glibc

/// A command that talks to the server that its flags, the environment and the context name.
protocol ConnectedCommand: AsyncParsableCommand {
    /// The flags of the connection.
    var connection: ConnectionOptions { get }
    /// What the words and flags ask for; wrong ones are told before a connection is opened.
    func command() throws(ClientError) -> any ClientCommand
}

extension ConnectedCommand {
    mutating func run() async throws {
        let command = try command()
        let connection = try Connection.resolve(connection.flags, environment: ProcessEnvironment.values)
        try await Session.with(connection, terminal: .standard) { session in try await command.run(session) }
    }
}

/// The environment of this process.
enum ProcessEnvironment {
    /// The variables that this program reads.
    static var values: [String: String] {
        var values: [String: String] = [:]
        for name in ["HOME", "MARTLET_TOKEN"] {
            if let value = getenv(name) { values[name] = String(cString: value) }
        }
        return values
    }
}

extension OutputFormat: ExpressibleByArgument {}
extension CertificateRequestCommand.Form: ExpressibleByArgument {}
extension DecommissionCommand.Target: ExpressibleByArgument {}
extension CompletionShell: @retroactive ExpressibleByArgument {}
