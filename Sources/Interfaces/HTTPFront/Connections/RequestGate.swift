public import HTTPTypes
import HummingbirdCore
public import PKI

/// Holds GET requests back before anything is built around them, as a long poll does. What the listener refuses by its head
/// is not held: the refusal comes at once.
///
/// A request that waits here costs the connection and little more. One that waited inside its handler would keep the
/// frames of everything above the handler as well, which were measured at 20 kB.
public protocol RequestGate: Sendable {
    /// Returns when the request is to be answered, which its handler then does as if it had just come.
    ///
    /// It must return soon when the task is cancelled, when the client has gone, and when the server stops.
    func pass(_ head: HTTPRequest, _ client: WaitingClient) async
}

/// The client whose request is held.
public struct WaitingClient: Sendable {
    /// Who it is by its certificate.
    public let peer: PeerIdentity?
    private let departure: Departure?

    init(_ facts: ConnectionFacts?) {
        peer = facts?.peer
        departure = facts?.departure
    }

    /// Calls `action` once when the client goes; at once when it has gone. Takes the place of an earlier action.
    public func whenGone(_ action: @escaping @Sendable () -> Void) { departure?.set(action) }

    /// The wait is over: nothing is called any more.
    public func forget() { departure?.clear() }
}

extension RequestGate {
    /// The responder behind this gate.
    func before(
        _ responder: @escaping HTTPChannelHandler.Responder, limits: RequestLimits
    ) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            if request.method == .get, !Self.isRefused(request, limits) {
                await pass(request.head, WaitingClient(ConnectionFacts.current))
            }
            try await responder(request, writer, channel)
        }
    }

    private static func isRefused(_ request: Request, _ limits: RequestLimits) -> Bool {
        if limits.refusal(request) != nil { return true }
        if case .refused = VersionNegotiation.outcome(path: request.uri.path, headers: request.headers) { return true }
        return false
    }
}
