import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

extension ClientError {
    /// What a failed request means for a person at a terminal.
    static func transport(_ error: any Error, to server: ServerAddress) -> ClientError {
        switch error {
        case let error as ClientError: error
        case let error as NIOSSLError: tls(error, to: server)
        case let error as NIOSSLExtraError where error == .failedToValidateHostname: wrongHostName(server)
        case let error as HTTPClientError: request(error, to: server)
        case let error as NIOConnectionError: connection(error, to: server)
        default: unreachable(server, "\(error)")
        }
    }

    private static func tls(_ error: NIOSSLError, to server: ServerAddress) -> ClientError {
        guard case .handshakeFailed(let reason) = error else { return handshake(server, "\(error)") }
        let text = "\(reason)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return unknownAuthority(server) }
        if text.contains("WRONG_VERSION_NUMBER") {
            return ClientError(
                .tls, "\(server) does not speak TLS.", fix: "Check the port, or use http:// if it listens on loopback.")
        }
        return handshake(server, text)
    }

    private static func unknownAuthority(_ server: ServerAddress) -> ClientError {
        ClientError(
            .tls, "The certificate of \(server) is not signed by an authority known here, or is out of date.",
            fix: "Give the server's authority with --ca FILE (on the server: STATE-DIR/pki/ca.crt), "
                + "and check this machine's clock.")
    }

    private static func wrongHostName(_ server: ServerAddress) -> ClientError {
        ClientError(
            .tls, "The certificate of \(server) is for another host name than \(server.host).",
            fix: "Use a name that stands in the certificate, or add this one to the server's certificate.")
    }

    private static func handshake(_ server: ServerAddress, _ reason: String) -> ClientError {
        ClientError(
            .tls, "No TLS connection with \(server): \(reason)",
            fix: "Check that the port is that of the user API and that the server offers TLS 1.3.")
    }

    private static func request(_ error: HTTPClientError, to server: ServerAddress) -> ClientError {
        switch error {
        case .connectTimeout: unreachable(server, "it does not answer")
        case .deadlineExceeded, .readTimeout, .requestStreamCancelled:
            ClientError(
                .timeout, "\(server) did not answer in time.", fix: "Allow more with --request-timeout SECONDS.")
        case .remoteConnectionClosed: unreachable(server, "it closed the connection")
        default: unreachable(server, error.shortDescription)
        }
    }

    private static func connection(_ error: NIOConnectionError, to server: ServerAddress) -> ClientError {
        if error.connectionErrors.isEmpty, error.dnsAError != nil {
            return ClientError(
                .unreachable, "There is no host named \(server.host).",
                fix: "Check the server's URL and the name service.")
        }
        let reason = error.connectionErrors.first.map { failure in
            guard let failure = failure.error as? IOError else { return "\(failure.error)" }
            return String(cString: strerror(failure.errnoCode)).lowercased()
        }
        return unreachable(server, reason ?? "no address answers")
    }

    private static func unreachable(_ server: ServerAddress, _ reason: String) -> ClientError {
        ClientError(
            .unreachable, "Cannot reach \(server): \(reason)",
            fix: "Check that the server runs and that its address and port are right.")
    }
}
