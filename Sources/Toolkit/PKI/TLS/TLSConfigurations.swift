import NIOSSL
import Secrets

extension TLSConfiguration {
    /// The configuration of a listener: TLS 1.3 and later.
    ///
    /// - Parameters:
    ///   - identity: the server's certificate and key.
    ///   - clientAuthoritiesPEM: when given, a client must show a certificate that one of these authorities signed, and
    ///     the handshake fails without; when `nil`, clients are not asked for one.
    ///   - applicationProtocols: the protocols in order of preference, for instance `["http/1.1", "h2"]`.
    /// - Throws: ``PKIError`` with the code `malformed` when a certificate or key cannot be read.
    public static func server(
        _ identity: TLSIdentity, clientAuthoritiesPEM: String? = nil, applicationProtocols: [String]
    ) throws(PKIError) -> TLSConfiguration {
        let (chain, key) = try identity.sources()
        var configuration = makeServerConfiguration(certificateChain: chain, privateKey: key)
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = applicationProtocols
        if let clientAuthoritiesPEM {
            configuration.trustRoots = try roots(clientAuthoritiesPEM)
            configuration.certificateVerification = .noHostnameVerification
        }
        return configuration
    }

    /// The configuration of a client: TLS 1.3 and later.
    ///
    /// - Parameters:
    ///   - authoritiesPEM: the authorities that may vouch for the server; those of the operating system when `nil`.
    ///   - identity: the client's certificate and key, if the server asks for one.
    ///   - verifiesServer: `false` accepts any server, for which an operator must have asked in so many words.
    public static func client(
        authoritiesPEM: String?, identity: TLSIdentity? = nil, verifiesServer: Bool = true
    ) throws(PKIError) -> TLSConfiguration {
        var configuration = makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv13
        if let authoritiesPEM { configuration.trustRoots = try roots(authoritiesPEM) }
        if let identity {
            let (chain, key) = try identity.sources()
            configuration.certificateChain = chain
            configuration.privateKey = key
        }
        if !verifiesServer { configuration.certificateVerification = .none }
        return configuration
    }

    private static func roots(_ pem: String) throws(PKIError) -> NIOSSLTrustRoots {
        .certificates(
            try step(.malformed, "the authorities' certificates cannot be read", fix: "give certificates in PEM") {
                try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8))
            })
    }
}

extension TLSIdentity {
    fileprivate func sources() throws(PKIError) -> ([NIOSSLCertificateSource], NIOSSLPrivateKeySource) {
        try step(.malformed, "a certificate or its key cannot be read", fix: "give both in PEM, the key not encrypted")
        {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8))
            let privateKey = try NIOSSLPrivateKey(bytes: key.reveal(), format: .pem)
            return (chain.map { .certificate($0) }, .privateKey(privateKey))
        }
    }
}
