public import HTTPTypes
public import Secrets

/// A request that leaves the server by our hand.
public struct OutboundRequest: Sendable {
    /// The method.
    public var method: HTTPRequest.Method
    /// `http[s]://host[:port][/path][?query]`, without user, password and fragment.
    public var url: String
    /// Further headers. They go to the origin of ``url`` only, as the credential does.
    public var headers: HTTPFields
    /// What is sent.
    public var body: [UInt8]
    /// What proves who asks.
    public var credential: OutboundCredential?
    /// Who is trusted, and the client certificate.
    public var trust: OutboundTrust
    /// `http://host:port` of a proxy that makes the connection; none when nil.
    public var proxy: String?
    /// Bytes of the answer's body that are taken; a longer one is an error.
    public var maxBodyBytes: Int
    /// Time for everything: names, connection, redirects and body. The limits' when nil.
    public var deadline: Duration?

    /// A request of this address with nothing beside.
    public init(_ method: HTTPRequest.Method = .get, _ url: String, maxBodyBytes: Int = 1 << 20) {
        self.method = method
        self.url = url
        self.maxBodyBytes = maxBodyBytes
        headers = [:]
        body = []
        trust = OutboundTrust()
    }
}

/// What proves to a server who asks. The secret in it never prints.
public enum OutboundCredential: Sendable, Hashable {
    /// Basic authentication.
    case basic(username: String, password: Secret)
    /// Bearer authentication.
    case bearer(Secret)
}

/// Who is trusted as the server, and who we are in TLS.
public struct OutboundTrust: Sendable, Hashable {
    /// PEM certificates to trust *instead of* the distribution's.
    public var caCertificates: [UInt8]?
    /// PEM chain that is shown to the server, with ``clientKey``.
    public var clientCertificate: [UInt8]?
    /// PEM key of the first certificate of that chain.
    public var clientKey: Secret?
    /// Accepts any server certificate: private from onlookers only, not from an impostor.
    public var skipServerVerification: Bool

    /// The distribution's authorities, and no client certificate unless given.
    public init(
        caCertificates: [UInt8]? = nil, clientCertificate: [UInt8]? = nil, clientKey: Secret? = nil,
        skipServerVerification: Bool = false
    ) {
        self.caCertificates = caCertificates
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
        self.skipServerVerification = skipServerVerification
    }
}

/// What a server answered, whatever its status.
public struct OutboundResponse: Sendable {
    /// The status.
    public var status: HTTPResponse.Status
    /// The headers.
    public var headers: HTTPFields
    /// All of the body.
    public var body: [UInt8]
    /// The address that answered, after redirects.
    public var url: String

    /// How long the server asks us to stay away, by `Retry-After`; at most a day.
    public var retryAfter: Duration? { headers[.retryAfter].flatMap { RetryAfter.duration($0) } }
}

/// How much one request may take.
public struct OutboundLimits: Sendable, Hashable {
    /// Time to connect to one address.
    public var connectTimeout: Duration = .seconds(10)
    /// Time for a whole request that names none.
    public var deadline: Duration = .seconds(30)
    /// Redirects on the same origin that are followed.
    public var maxRedirects = 5

    /// The defaults.
    public init() {}
}
