/// A service that the agent talks to, with what it trusts and what it shows of itself.
public struct ServiceEndpoint: Sendable, Hashable {
    /// `https://host:port`.
    public var server: String
    /// PEM of the authorities that may vouch for the server; nil stands for those of the system.
    public var certificateAuthority: [UInt8]?
    /// The name expected in the server's certificate when it is not the host of the address.
    public var tlsServerName: String?
    /// True when the server's certificate is not checked at all.
    public var insecureSkipVerify = false
    /// PEM of the client certificate; nil where the device's own is used.
    public var clientCertificate: [UInt8]?
    /// PEM of the client key.
    public var clientKey: PrivateKeyText?

    /// An address without anything else said.
    public init(server: String) { self.server = server }
}

/// A private key in PEM. It never prints.
public struct PrivateKeyText: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The PEM text itself.
    public let pem: [UInt8]

    /// - Parameter pem: the text of the file.
    public init(pem: [UInt8]) { self.pem = pem }

    public var description: String { "*****" }
    public var debugDescription: String { "*****" }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
