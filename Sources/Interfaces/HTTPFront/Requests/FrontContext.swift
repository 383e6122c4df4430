import Hummingbird
import Logging
import NIOCore
import PKI
import Wire

/// What is known about a request besides the request itself.
public struct FrontContext: RequestContext {
    /// Hummingbird's part: logger, parameters, route.
    public var coreContext: CoreRequestContextStorage
    /// Who the client is by its certificate; `nil` unless the listener demands certificates.
    public let peer: PeerIdentity?
    /// The request's identifier: the client's if it gave an acceptable one, ours otherwise. Stands in every log record.
    public internal(set) var requestID = ""
    /// The version of the API in which the answer is given.
    public internal(set) var apiVersion = APIVersion.beta

    /// The same as ``requestID``.
    public var id: String { requestID }

    /// Takes the identity of the connection that the request came by.
    public init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.peer = ConnectionFacts.current?.peer
    }

    /// The context of a request whose client is known otherwise.
    init(channel: any Channel, peer: PeerIdentity?, logger: Logger) {
        self.coreContext = CoreRequestContextStorage(
            source: ApplicationRequestContextSource(channel: channel, logger: logger))
        self.peer = peer
    }
}
