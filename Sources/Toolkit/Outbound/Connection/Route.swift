import Addresses
import AsyncHTTPClient
import NIOCore
import NIOSSL
import Secrets

/// How one origin is reached: by addresses that were judged, and by no others.
package struct Route: Sendable {
    package let origin: WebAddress.Origin
    package let proxy: WebAddress.Origin?
    /// The addresses to connect to, best first: the proxy's if there is one, else the origin's.
    package let doors: [IPAddress]
    /// The origin's address that the proxy is told to connect to; nil to tell it the name.
    package let behindProxy: IPAddress?

    package init(
        origin: WebAddress.Origin, proxy: WebAddress.Origin?, policy: AddressPolicy, found: [IPAddress],
        foundProxy: [IPAddress]
    ) throws(OutboundError) {
        self.origin = origin
        self.proxy = proxy
        guard let proxy else {
            doors = try policy.checked(found, of: origin.host)
            behindProxy = nil
            return
        }
        doors = try policy.checked(foundProxy, of: proxy.host)
        behindProxy = try policy.checked(found, of: origin.host).first
    }

    /// Whether the origin's own name must be looked up. Where every network may be reached there is nothing to check,
    /// and behind a proxy names often mean something to the proxy only.
    package static func needsLookup(proxy: WebAddress.Origin?, _ policy: AddressPolicy) -> Bool {
        proxy == nil || !policy.allowsPrivate
    }

    /// Reads the address of a proxy: `http://host:port`.
    package static func proxy(_ text: String) throws(OutboundError) -> WebAddress.Origin {
        guard let address = try? WebAddress(text), address.origin.scheme == .http, address.target == "/" else {
            throw OutboundError(
                .invalidRequest, "the address of the proxy is not valid",
                fix: "write http://host:port; user and password for a proxy are not supported")
        }
        return address.origin
    }

    /// Settings of a client that connects to this door. It follows no redirect and keeps its connection for a while.
    package func configuration(
        door: IPAddress, trust: OutboundTrust, connectTimeout: Duration
    ) throws(OutboundError) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: origin.scheme == .https ? try trust.tlsConfiguration() : nil,
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(connectTimeout)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        if let proxy {
            configuration.proxy = .server(host: door.description, port: Int(proxy.port))
            if let behindProxy { configuration.dnsOverride = [origin.host: behindProxy.description] }
        } else {
            configuration.dnsOverride = [origin.host: door.description]
        }
        return configuration
    }
}

extension OutboundTrust {
    func tlsConfiguration() throws(OutboundError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if skipServerVerification { configuration.certificateVerification = .none }
        if let caCertificates {
            configuration.trustRoots = .certificates(
                try Self.certificates(caCertificates, "CA certificates (ca.crt)"))
        }
        if let clientCertificate, let clientKey {
            configuration.certificateChain = try Self.certificates(clientCertificate, "client certificate (tls.crt)")
                .map { .certificate($0) }
            guard let key = try? NIOSSLPrivateKey(bytes: clientKey.reveal(), format: .pem) else {
                throw Self.invalid("key of the client certificate (tls.key) is", "PEM without a passphrase")
            }
            configuration.privateKey = .privateKey(key)
        }
        return configuration
    }

    private static func certificates(_ pem: [UInt8], _ what: String) throws(OutboundError) -> [NIOSSLCertificate] {
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pem), !certificates.isEmpty else {
            throw invalid("\(what) are", "PEM certificates")
        }
        return certificates
    }

    private static func invalid(_ what: String, _ form: String) -> OutboundError {
        OutboundError(.tls, "the \(what) not readable", fix: "put \(form) there")
    }
}
