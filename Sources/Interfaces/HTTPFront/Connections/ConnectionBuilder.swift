import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import NIOCore
import NIOSSL
import PKI

/// Makes what serves the connections of a listener.
enum ConnectionBuilder {
    static func builder(
        _ configuration: ListenerConfiguration, gate: (any RequestGate)?, lean: LeanServer?
    ) throws(ListenerError) -> HTTPServerBuilder {
        let http1 = HTTP1Channel.Configuration(
            idleTimeout: TimeAmount(configuration.idleTimeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: configuration.limits.headerBytes,
                maxHeaderListSize: configuration.limits.headerBytes,
                maxHeaderFieldCount: 4 * configuration.limits.headers))
        guard let context = try tlsContext(configuration) else { return .http1(configuration: http1) }
        let slots = HandshakeSlots(
            most: configuration.maximumHandshakes, mostWaiting: configuration.maximumConnections,
            server: configuration.name)
        return HTTPServerBuilder { responder in
            let gated = gate.map { GatedResponder(gate: $0, limits: configuration.limits).before(responder) }
            let responder = gated ?? responder
            return SecureChannel(
                context: context, handshakeTimeout: TimeAmount(configuration.handshakeTimeout), slots: slots,
                http1: HTTP1Channel(responder: responder, configuration: http1),
                http2: HTTP2Channel(
                    responder: responder,
                    configuration: .init(
                        idleTimeout: configuration.idleTimeout, gracefulCloseTimeout: configuration.shutdownGrace,
                        streamConfiguration: http1)), lean: lean)
        }
    }

    /// `nil` for a plain listener.
    private static func tlsContext(_ configuration: ListenerConfiguration) throws(ListenerError) -> NIOSSLContext? {
        let protocols = configuration.prefersHTTP2 ? ["h2", "http/1.1"] : ["http/1.1", "h2"]
        do {
            switch configuration.transport {
            case .plain: return nil
            case .tls(let identity):
                return try NIOSSLContext(configuration: .server(identity, applicationProtocols: protocols))
            case .mutualTLS(let identity, let authorities):
                return try NIOSSLContext(
                    configuration: .server(
                        identity, clientAuthoritiesPEM: authorities, applicationProtocols: protocols))
            }
        } catch let error as PKIError {
            throw ListenerError(message: error.message, fix: error.fix)
        } catch {
            throw ListenerError(
                message: "the certificate of the listener \(configuration.name) cannot be used: \(error)",
                fix: "check that the certificate and the key belong together")
        }
    }
}
