import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
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
            /// One that needs nobody to look after it.
            case lean
        }
        let connection: Connection
        let facts: ConnectionFacts
    }

    let context: NIOSSLContext
    let handshakeTimeout: TimeAmount
    let slots: HandshakeSlots
    let http1: HTTP1Channel
    let http2: HTTP2Channel
    /// Serves connections with HTTP/1.1 without a task for each; nil leaves them to `http1`.
    let lean: LeanServer?

    /// The connection is read from only once this has completed: it waits for its turn, and not for the handshake.
    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        slots.take(channel.eventLoop).flatMapThrowing {
            do {
                let negotiated = try begin(channel, logger)
                negotiated.whenComplete { _ in slots.giveBack() }
                return Value(negotiated: negotiated, channel: channel)
            } catch {
                slots.giveBack()
                throw error
            }
        }
    }

    private func begin(_ channel: any Channel, _ logger: Logger) throws -> EventLoopFuture<Negotiated> {
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
        return negotiated
    }

    /// Called on the event loop when the handshake is done. The peer is read before anything is built on the connection,
    /// because what wraps it must not be dropped unused.
    private func negotiate(
        _ result: ALPNResult, channel: any Channel, logger: Logger
    ) -> EventLoopFuture<Negotiated> {
        let facts: ConnectionFacts
        do {
            let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate()
            facts = ConnectionFacts(
                peer: try certificate.map { try PeerIdentity(certificateDER: $0.toDERBytes()) })
        } catch {
            logger.info("a client certificate was refused", metadata: ["reason": "\(error)"])
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(error)
        }
        if case .negotiated("h2") = result {
            return http2.setup(channel: channel, logger: logger).map {
                Negotiated(connection: .http2($0), facts: facts)
            }
        }
        if let lean { return setUpLean(lean, channel, facts) }
        return http1.setup(channel: channel, logger: logger).map {
            Negotiated(connection: .http1($0), facts: facts)
        }
    }

    private func setUpLean(
        _ lean: LeanServer, _ channel: any Channel, _ facts: ConnectionFacts
    ) -> EventLoopFuture<Negotiated> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = http1.configuration.httpDecoder.maxHeaderFieldSize
            limits.maxHeaderListSize = http1.configuration.httpDecoder.maxHeaderListSize
            limits.maxHeaderFieldCount = http1.configuration.httpDecoder.maxHeaderFieldCount
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: true))
            try pipeline.addHandler(LeanConnection(lean, facts.peer))
            return Negotiated(connection: .lean, facts: facts)
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
            case .lean: break
            }
        }
    }
}
