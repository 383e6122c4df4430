import Addresses
import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Says what went wrong between us and a server, and what to do, in place of the libraries' words.
package enum Failure {
    /// Whether no connection came about, so that another address of the same host may be tried.
    package static func isOfConnecting(_ error: any Error) -> Bool {
        switch error {
        case is NIOConnectionError: true
        case let error as HTTPClientError: error == .connectTimeout
        case let error as IOError:
            [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, ETIMEDOUT, EAFNOSUPPORT].contains(error.errnoCode)
        case ChannelError.connectTimeout: true
        default: false
        }
    }

    package static func translate(_ error: any Error, _ route: Route) -> OutboundError {
        let place = route.origin.text
        if let error = error as? OutboundError { return error }
        if isOfConnecting(error) { return connecting(error, route) }
        switch error {
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: return tls(error, place)
        case let error as HTTPClientError: return library(error, place)
        case let error as IOError:
            return OutboundError(
                .unreachable, "the connection to \(place) broke: \(reason(error.errnoCode))",
                fix: "it is tried again; check the server and what stands in between")
        case is HTTPParserError:
            return OutboundError(
                .badAnswer, "\(place) does not answer with HTTP", fix: "check the port and the scheme of the address")
        case is CancellationError: return .cancelled
        default:
            return OutboundError(
                .unreachable, "\(place) cannot be read", fix: "check the address and that the server answers")
        }
    }

    /// The address as far as it is safe to show: what is not well formed may hold a password.
    static func display(_ url: String) -> String {
        (try? WebAddress(url))?.origin.text ?? "the server"
    }

    private static func connecting(_ error: any Error, _ route: Route) -> OutboundError {
        let code = (error as? IOError)?.errnoCode
        let door = route.doors.first.map { " at \($0)" } ?? ""
        let what = route.proxy.map { "the proxy \($0.text)" } ?? route.origin.text
        return OutboundError(
            .unreachable, "\(what) cannot be connected to\(door): \(code.map(reason) ?? "no answer")",
            fix: "check the address and port, that the server runs, and firewalls in between")
    }

    private static func tls(_ error: any Error, _ place: String) -> OutboundError {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") || error is NIOSSLExtraError
            || text.contains("unableToValidateCertificate")
        {
            return OutboundError(
                .tls, "the certificate of \(place) is not trusted: unknown issuer, another host's name, or expired",
                fix: "put the issuer's certificate into ca.crt")
        }
        if text.contains("_ALERT_") {
            return OutboundError(
                .tls, "\(place) refused the TLS connection: it wants a client certificate, or refused the one it got",
                fix: "check tls.crt and tls.key, and that they are not expired")
        }
        if text.contains("uncleanShutdown") {
            return OutboundError(.unreachable, "\(place) closed the connection early", fix: "it is tried again")
        }
        return OutboundError(
            .tls, "the TLS connection to \(place) failed",
            fix: "check that the server speaks TLS 1.2 or later on this port")
    }

    private static func library(_ error: HTTPClientError, _ place: String) -> OutboundError {
        switch error {
        case .invalidProxyResponse, .proxyAuthenticationRequired, .httpProxyHandshakeTimeout:
            OutboundError(
                .proxy, "the proxy does not connect to \(place)", fix: "check that the proxy allows that host and port")
        case .tlsHandshakeTimeout:
            OutboundError(
                .tls, "\(place) did not complete the TLS handshake", fix: "check that it speaks TLS on this port")
        case .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout:
            OutboundError(.timeout, "\(place) does not answer", fix: "check the server; it is tried again")
        case .cancelled: .cancelled
        case .remoteConnectionClosed, .uncleanShutdown, .requestStreamCancelled:
            OutboundError(.unreachable, "\(place) closed the connection early", fix: "it is tried again")
        default:
            OutboundError(
                .badAnswer, "\(place) does not answer as HTTP wants it", fix: "check the address and the server")
        }
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
