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

    func serverConfiguration() throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate(bytes: Array(try certificate.serializeAsPEM().pemString.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(try key.serializeAsPEM().pemString.utf8), format: .pem)
        return TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(chain)], privateKey: .privateKey(key))
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
