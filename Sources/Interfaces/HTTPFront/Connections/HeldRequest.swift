public import HTTPTypes
public import PKI
import Synchronization

/// A request that may be held, and its client.
public final class HeldRequest: Sendable {
    private struct State {
        var hasGone = false
        var whenGone: (@Sendable () -> Void)?
    }

    /// The request without its body.
    public let head: HTTPRequest
    /// Who the client is by its certificate.
    public let peer: PeerIdentity?
    /// When the request came.
    public let since = ContinuousClock.now
    private let released: @Sendable (HeldRequest, _ asksAgain: Bool) -> Void
    private let state = Mutex(State())

    /// - Parameter released: what goes on with the request when it is let go.
    public init(
        _ head: HTTPRequest, _ peer: PeerIdentity?,
        released: @escaping @Sendable (HeldRequest, _ asksAgain: Bool) -> Void
    ) {
        self.head = head
        self.peer = peer
        self.released = released
    }

    /// Lets the request go: it is answered by its handler as if it had just come.
    ///
    /// - Parameter asksAgain: whether the gate is asked once more before that.
    public func release(asksAgain: Bool) {
        state.withLock { $0.whenGone = nil }
        released(self, asksAgain)
    }

    /// Calls `action` once when the client goes; at once when it has gone. Takes the place of an earlier action.
    public func whenGone(_ action: @escaping @Sendable () -> Void) {
        let hasGone = state.withLock { state in
            if !state.hasGone { state.whenGone = action }
            return state.hasGone
        }
        if hasGone { action() }
    }

    /// The client has gone.
    func tellGone() {
        let action = state.withLock { state in
            state.hasGone = true
            defer { state.whenGone = nil }
            return state.whenGone
        }
        action?()
    }
}
