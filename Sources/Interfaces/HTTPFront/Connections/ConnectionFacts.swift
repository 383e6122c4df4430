import PKI

/// What is known of the connection that the present task serves.
final class ConnectionFacts: Sendable {
    @TaskLocal static var current: ConnectionFacts?

    /// Who the client is by its certificate.
    let peer: PeerIdentity?

    init(peer: PeerIdentity?) {
        self.peer = peer
    }
}
