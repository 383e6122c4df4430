import NIOCore
import PKI
import Synchronization

/// What is known of the connection that the present task serves.
final class ConnectionFacts: Sendable {
    @TaskLocal static var current: ConnectionFacts?

    /// Who the client is by its certificate.
    let peer: PeerIdentity?
    /// Tells when the client goes; `nil` where many requests share the connection.
    let departure: Departure?

    init(peer: PeerIdentity?, departure: Departure?) {
        self.peer = peer
        self.departure = departure
    }
}

/// Knows whether a client has gone, and tells one who waits with it.
final class Departure: Sendable {
    private struct State {
        var hasGone = false
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    func set(_ action: @escaping @Sendable () -> Void) {
        let hasGone = state.withLock { state in
            if !state.hasGone { state.action = action }
            return state.hasGone
        }
        if hasGone { action() }
    }

    func clear() { state.withLock { $0.action = nil } }

    fileprivate func tell() {
        let action = state.withLock { state in
            state.hasGone = true
            defer { state.action = nil }
            return state.action
        }
        action?()
    }
}

/// Notices that a client has closed its side: no device reads an answer after that.
final class DepartureHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private let departure: Departure

    init(_ departure: Departure) { self.departure = departure }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { departure.tell() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        departure.tell()
        context.fireChannelInactive()
    }
}
