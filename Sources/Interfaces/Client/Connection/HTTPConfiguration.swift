import AsyncHTTPClient
import NIOCore
import NIOSSL
import PKI

extension HTTPClient.Configuration {
    /// One connection attempt and no redirects: a person is waiting, and a token goes to the named server only.
    static func client(_ connection: Connection) throws(ClientError) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)), decompression: .disabled)
        configuration.tlsConfiguration = try tls(connection.trust)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        if let name = connection.trust.serverName { configuration.dnsOverride = [name: connection.server.host] }
        return configuration
    }

    private static func tls(_ trust: Connection.Trust) throws(ClientError) -> TLSConfiguration {
        do {
            return try .client(authoritiesPEM: trust.authoritiesPEM, verifiesServer: trust.verifiesServer)
        } catch {
            throw ClientError(.file, error.message, fix: error.fix)
        }
    }
}
