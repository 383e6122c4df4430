import Secrets

/// Everything that a request needs to know about the server, from flags, environment and context file.
public struct Connection: Sendable {
    /// How the server proves who it is.
    public struct Trust: Sendable, Equatable {
        /// Authorities in PEM; nil means those of the operating system.
        public var authoritiesPEM: String?
        /// False accepts any certificate.
        public var verifiesServer = true
        /// The name that the certificate must hold, when it is not the host of the URL.
        public var serverName: String?

        /// Trust in the operating system's authorities.
        public init() {}
    }

    /// The server.
    public var server: ServerAddress
    /// Sent with each request when there is one.
    public var token: Secret?
    /// How the server proves who it is.
    public var trust = Trust()
    /// The organization's UUID, if one is chosen.
    public var organization: String?
    /// Seconds that one request may take; 0 means no limit.
    public var requestTimeout = 60

    /// A connection without token or organization that trusts the operating system's authorities.
    public init(server: ServerAddress) { self.server = server }
}

extension Connection {
    /// Brings flags, `MARTLET_TOKEN` and the context file together.
    ///
    /// What a context file holds belongs to the server that it names: with another `--server` neither its token nor its
    /// authority nor its organization is used.
    public static func resolve(
        _ flags: ConnectionFlags, environment: [String: String]
    ) throws(ClientError) -> Connection {
        let location = try ContextLocation(flags, environment: environment)
        let stored = try ContextFile.load(location)
        var connection = try start(flags, stored: stored, location: location)
        if let token = try givenToken(flags, environment: environment) { connection.token = token }
        if let path = flags.authorityFile { connection.trust.authoritiesPEM = try TextFile.authorities(path) }
        if flags.skipsVerification { connection.trust.verifiesServer = false }
        if let organization = flags.organization { connection.organization = try checkedOrganization(organization) }
        guard flags.requestTimeout >= 0 else { throw .usage("--request-timeout is a number of seconds from 0.") }
        connection.requestTimeout = flags.requestTimeout
        return connection
    }

    /// As ``resolve(_:environment:)``, but nil when there is neither `--server` nor a context file.
    public static func resolveIfKnown(
        _ flags: ConnectionFlags, environment: [String: String]
    ) throws(ClientError) -> Connection? {
        do throws(ClientError) {
            return try resolve(flags, environment: environment)
        } catch {
            if error.code == .noServer { return nil }
            throw error
        }
    }

    private static func start(
        _ flags: ConnectionFlags, stored: ContextFile?, location: ContextLocation
    ) throws(ClientError) -> Connection {
        guard let text = flags.server else {
            guard let stored else { throw noServer(location) }
            return try stored.connection()
        }
        let server = try ServerAddress(text)
        if let connection = try? stored?.connection(), connection.server == server { return connection }
        return Connection(server: server)
    }

    /// The token of `--token-file`, or of the environment.
    static func givenToken(
        _ flags: ConnectionFlags, environment: [String: String]
    ) throws(ClientError) -> Secret? {
        if let path = flags.tokenFile { return try TextFile.token(path) }
        guard let text = environment["MARTLET_TOKEN"], !text.isEmpty else { return nil }
        return try TextFile.checkedToken(text, from: "MARTLET_TOKEN")
    }

    static func checkedOrganization(_ text: String) throws(ClientError) -> String {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12], groups.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else {
            throw .usage("An organization is a UUID.", fix: "`martlet get organizations` lists them.")
        }
        return text.lowercased()
    }

    private static func noServer(_ location: ContextLocation) -> ClientError {
        ClientError(
            .noServer, "No server is known: there is no \(location.path).",
            fix: "Run `martlet login URL` once, or give --server URL.")
    }
}
