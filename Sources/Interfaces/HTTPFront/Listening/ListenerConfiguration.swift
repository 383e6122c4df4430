import PKI

/// How a listener listens, what it asks of clients, and what it takes from them.
public struct ListenerConfiguration: Sendable {
    /// How connections are protected.
    public enum Transport: Sendable {
        /// Plain HTTP/1.1.
        case plain
        /// TLS 1.3 with this certificate.
        case tls(TLSIdentity)
        /// TLS 1.3, and clients must show a certificate that one of these authorities (in PEM) signed.
        case mutualTLS(TLSIdentity, clientAuthoritiesPEM: String)
    }

    /// The listener's name in logs and in the label `server` of its metrics.
    public var name: String
    /// Where it listens.
    public var address: ListenAddress
    /// How connections are protected.
    public var transport: Transport
    /// Which protocol a client that speaks both gets: HTTP/2 if true, HTTP/1.1, which costs half as much, if not.
    public var prefersHTTP2 = false
    /// What requests may measure.
    public var limits = RequestLimits()
    /// Whether answers carry the headers that protect browsers.
    public var sendsSecurityHeaders = false
    /// How long a client may take for the TLS handshake.
    public var handshakeTimeout: Duration = .seconds(10)
    /// How long a connection may be silent while no request is being answered.
    public var idleTimeout: Duration = .seconds(300)
    /// How many connections are served at once; further ones wait in the system's queue.
    public var maximumConnections = 50_000
    /// How many TLS handshakes go on at once; further connections wait for their turn.
    public var maximumHandshakes = 64
    /// How many requests are being answered at once on connections with client certificates and HTTP/1.1, those that are held
    /// not counted; one more is answered with 503.
    public var maximumRequests = 20_000
    /// How long requests in progress may still take when the server stops; then they are cancelled.
    public var shutdownGrace: Duration = .seconds(5)

    /// A configuration with the usual limits.
    public init(name: String, address: ListenAddress, transport: Transport) {
        self.name = name
        self.address = address
        self.transport = transport
    }
}
