import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// The built-in certificate authority: it signs server certificates and the client certificates of devices.
public struct CertificateAuthority: Sendable {
    /// The authority's certificate in PEM: what clients trust, and what client certificates are verified against.
    public let certificatePEM: String

    let certificate: Certificate
    let key: Certificate.PrivateKey

    init(certificate: Certificate, key: Certificate.PrivateKey) throws {
        self.certificate = certificate
        self.key = key
        self.certificatePEM = try certificate.pem()
    }

    /// Signs a client certificate.
    ///
    /// - Parameters:
    ///   - request: the request, whose own signature has been verified.
    ///   - signer: the purpose; it decides which common names are accepted and what the subject becomes.
    ///   - organization: the organization that the certificate is confined to.
    ///   - device: for a renewal, the name of the device that asks, proven by its present certificate.
    ///   - expirationSeconds: a wish for a shorter validity than ``Validity/clientDays``; a longer one changes nothing.
    ///   - now: the present.
    /// - Throws: ``PKIError`` with the code `commonName`, `signer` or `validity`.
    public func sign(
        _ request: CertificateRequest, as signer: Signer, organization: UUID, device: String? = nil,
        expirationSeconds: Int64? = nil, now: Date = Date()
    ) throws(PKIError) -> IssuedCertificate {
        let name = try SigningRules.commonName(for: request, signer: signer, device: device)
        let end = try Validity.clientEnd(now: now, wish: expirationSeconds, authorityEnd: certificate.notValidAfter)
        return try step(.internalFailure, "the certificate could not be signed", fix: "see the log of the server") {
            let certificate = try issue(
                Leaf(commonName: name, key: request.publicKey, end: end, usage: .clientAuth),
                extensions: Self.identity(signer: signer, organization: organization, commonName: name), now: now)
            return IssuedCertificate(pem: try certificate.pem(), identity: try PeerIdentity(certificate))
        }
    }

    private static func identity(
        signer: Signer, organization: UUID, commonName: String
    ) throws -> [Certificate.Extension] {
        var extensions = [
            try IdentityExtension.make(IdentityExtension.signer, signer.rawValue),
            try IdentityExtension.make(IdentityExtension.organization, organization.uuidString.lowercased()),
        ]
        if signer.isDevice { extensions.append(try IdentityExtension.make(IdentityExtension.device, commonName)) }
        return extensions
    }
}

/// A certificate that the authority has just signed.
public struct IssuedCertificate: Sendable {
    /// The certificate in PEM.
    public let pem: String
    /// What it says about its owner.
    public let identity: PeerIdentity
}
