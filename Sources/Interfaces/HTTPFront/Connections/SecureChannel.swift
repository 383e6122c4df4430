import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import NIOTLS
import PKI

/// A TLS connection that speaks HTTP/1.1 or HTTP/2, and knows from its handshake who the peer is.
///
/// The certificate is read once a connection. Everything that serves the connection runs with the identity as a task
/// local value, HTTP/2 streams included, so that a request costs nothing more.
struct SecureChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let negotiated: EventLoopFuture<Negotiated>
        let channel: any Channel
    }

    struct Negotiated: Sendable {
        enum Connection: Sendable {
            case http1(HTTP1Channel.Value)
            case http2(HTTP2Channel.Value)
        }
        let connection: Connection
        let facts: ConnectionFacts
    }

    let context: NIOSSLContext
    let handshakeTimeout: TimeAmount
    let http1: HTTP1Channel
    let http2: HTTP2Channel

    /// Must not wait for the handshake: the connection is read from only once this has completed.
    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Negotiated> { result, channel in
                negotiate(result, channel: channel, logger: logger)
            }
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
            try channel.pipeline.syncOperations.addHandler(negotiation)
            let deadline = channel.eventLoop.scheduleTask(in: handshakeTimeout) {
                logger.debug("a client took too long for the TLS handshake")
                channel.close(promise: nil)
            }
            let negotiated = negotiation.protocolNegotiationResult
            negotiated.whenComplete { _ in deadline.cancel() }
            return Value(negotiated: negotiated, channel: channel)
        }
    }

    /// Called on the event loop when the handshake is done. The peer is read before anything is built on the connection,
    /// because what wraps it must not be dropped unused.
    private func negotiate(
        _ result: ALPNResult, channel: any Channel, logger: Logger
    ) -> EventLoopFuture<Negotiated> {
        let peer: PeerIdentity?
        do {
            peer = try channel.pipeline.syncOperations.nioSSL_peerCertificate().map { certificate in
                try PeerIdentity(certificateDER: certificate.toDERBytes())
            }
        } catch {
            logger.info("a client certificate was refused", metadata: ["reason": "\(error)"])
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(error)
        }
        if case .negotiated("h2") = result {
            let facts = ConnectionFacts(peer: peer, departure: nil)
            return http2.setup(channel: channel, logger: logger).map {
                Negotiated(connection: .http2($0), facts: facts)
            }
        }
        return setUpHTTP1(channel, peer, logger: logger)
    }

    /// The handler that notices a client's departure stands before those that would keep the news to themselves.
    private func setUpHTTP1(
        _ channel: any Channel, _ peer: PeerIdentity?, logger: Logger
    ) -> EventLoopFuture<Negotiated> {
        let departure = Departure()
        let facts = ConnectionFacts(peer: peer, departure: departure)
        do {
            try channel.pipeline.syncOperations.addHandler(DepartureHandler(departure))
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return http1.setup(channel: channel, logger: logger).map {
            Negotiated(connection: .http1($0), facts: facts)
        }
    }

    func handle(value: Value, logger: Logger) async {
        let negotiated: Negotiated
        do {
            negotiated = try await value.negotiated.get()
        } catch {
            logger.debug("a TLS connection ended before its first request", metadata: ["reason": "\(error)"])
            return
        }
        await ConnectionFacts.$current.withValue(negotiated.facts) {
            switch negotiated.connection {
            case .http1(let connection): await http1.handle(value: connection, logger: logger)
            case .http2(let connection): await http2.handle(value: connection, logger: logger)
            }
        }
    }
}
