import Console
import Nodes
import Secrets

/// `martlet login`: checks that server and token work, and remembers them in the context file.
public struct LoginCommand: Sendable {
    private let connection: Connection
    private let organization: String?
    private let location: ContextLocation

    /// A login at a URL.
    ///
    /// - Parameter token: that of `--token`; the file or `MARTLET_TOKEN` stand in for it.
    /// - Throws: ``ClientError``.
    public init(
        url: String, token: String?, flags: ConnectionFlags, environment: [String: String]
    ) throws(ClientError) {
        guard token == nil || flags.tokenFile == nil else {
            throw .usage("--token and --token-file are two tokens.", fix: "Give one of them.")
        }
        var connection = Connection(server: try ServerAddress(url))
        connection.token = try Connection.givenToken(flags, environment: environment)
        if let token { connection.token = try TextFile.checkedToken(token, from: "--token") }
        if let path = flags.authorityFile { connection.trust.authoritiesPEM = try TextFile.authorities(path) }
        connection.trust.verifiesServer = !flags.skipsVerification
        organization = try flags.organization.map(Connection.checkedOrganization)
        connection.requestTimeout = flags.requestTimeout
        self.connection = connection
        self.location = try ContextLocation(flags, environment: environment)
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ terminal: Terminal) async throws {
        let accepted = try await APIClient.with(connection) { api in
            try await LoginDialogue(api: api, wanted: organization).accepted()
        }
        var file = ContextFile(path: location.path)
        file.describe(accepted)
        try file.write(to: location.path)
        if !accepted.trust.verifiesServer {
            terminal.note("The server's certificate is not checked; this is remembered.")
        }
        let way = accepted.token == nil ? " (it asks for no authentication)" : ""
        terminal.output("Logged in at \(accepted.server)\(way); remembered in \(location.path)\n")
    }
}
