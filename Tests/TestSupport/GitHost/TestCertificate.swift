import Crypto
import FoundationEssentials
import NIOSSL
import SwiftASN1
import X509

/// A server certificate and the authority that issued it, made for one test.
public struct TestCertificate: Sendable {
    private let key: Certificate.PrivateKey
    private let certificate: Certificate
    private let authority: Certificate

    /// - Parameters:
    ///   - host: the DNS name in the certificate.
    ///   - expired: whether its validity is over.
    public init(host: String = "localhost", expired: Bool = false) throws {
        let issuer = try DistinguishedName { CommonName("Test authority") }
        let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        authority = try Self.issue(
            authorityKey.publicKey, subject: issuer, issuer: issuer, by: authorityKey, until: 3600,
            Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
            })
        certificate = try Self.issue(
            key.publicKey, subject: DistinguishedName { CommonName(host) }, issuer: issuer, by: authorityKey,
            until: expired ? -60 : 3600,
            Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                SubjectAlternativeNames([.dnsName(host)])
            })
    }

    /// The authority's certificate as PEM.
    public func authorityPEM() throws -> [UInt8] { Array(try authority.serializeAsPEM().pemString.utf8) }

    /// The certificate as PEM.
    public func certificatePEM() throws -> [UInt8] { Array(try certificate.serializeAsPEM().pemString.utf8) }

    /// The certificate's key as PEM.
    public func keyPEM() throws -> [UInt8] { Array(try key.serializeAsPEM().pemString.utf8) }

    /// - Parameter clientAuthority: PEM of who must have issued the clients' certificates; none are asked for when nil.
    func serverConfiguration(clientAuthority: [UInt8]? = nil) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: certificatePEM(), format: .pem))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: keyPEM(), format: .pem)))
        if let clientAuthority {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(clientAuthority))
            configuration.certificateVerification = .noHostnameVerification
        }
        return configuration
    }

    private static func issue(
        _ publicKey: Certificate.PublicKey, subject: DistinguishedName, issuer: DistinguishedName,
        by key: Certificate.PrivateKey, until seconds: Double, _ extensions: Certificate.Extensions
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey, notValidBefore: Date().addingTimeInterval(-7200),
            notValidAfter: Date().addingTimeInterval(seconds), issuer: issuer, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: key)
    }
}
