/// What the command line says about the connection; everything that is nil comes from the context file.
public struct ConnectionFlags: Sendable {
    /// The server's URL.
    public var server: String?
    /// A file whose only content is the token.
    public var tokenFile: String?
    /// A file of authorities that may vouch for the server, in PEM.
    public var authorityFile: String?
    /// The organization's UUID.
    public var organization: String?
    /// The name of a context, which is a file of its own.
    public var context: String?
    /// The directory of the context files.
    public var configDirectory: String?
    /// Seconds that one request may take; 0 means no limit.
    public var requestTimeout: Int = 60
    /// Accept any certificate of the server.
    public var skipsVerification: Bool = false

    /// Flags of which none is given.
    public init() {}
}
