import Secrets

/// A service that the agent talks to, with what it trusts and what it shows of itself.
public struct ServiceEndpoint: Sendable, Hashable {
    /// `https://host:port`.
    public var server: String
    /// PEM of the authorities that may vouch for the server; nil stands for those of the system.
    public var certificateAuthority: String?
    /// The name expected in the server's certificate when it is not the host of the address.
    public var tlsServerName: String?
    /// True when the server's certificate is not checked at all.
    public var insecureSkipVerify = false
    /// PEM of the client certificate; nil where the device's own is used.
    public var clientCertificate: String?
    /// PEM of the client key.
    public var clientKey: Secret?

    /// An address without anything else said.
    public init(server: String) { self.server = server }
}
