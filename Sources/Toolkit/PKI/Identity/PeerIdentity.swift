import FoundationEssentials
import SwiftASN1
import X509

/// Who the owner of a client certificate is, as the certificate says.
///
/// Reading one proves nothing: the TLS handshake has already verified the chain and the possession of the key.
public struct PeerIdentity: Sendable, Hashable {
    /// The common name of the subject: `device:<fingerprint>`, `client-enrollment` or `client-enrollment-<x>`.
    public let commonName: String
    /// What the certificate was issued for; `nil` for one without the extension or with a name not known here.
    public let signer: Signer?
    /// The organization that the certificate is confined to.
    public let organization: UUID?
    /// The device that the certificate stands for, which is also its name; present exactly in device certificates.
    public let fingerprint: String?
    /// The serial number in lowercase hexadecimal, two digits a byte.
    public let serial: String
    /// The last moment at which the certificate is valid.
    public let notAfter: Date

    /// Reads a certificate in DER.
    ///
    /// - Throws: ``PKIError/Code/malformed`` when it is none, or when its extensions contradict its subject.
    public init(certificateDER bytes: [UInt8]) throws(PKIError) {
        let certificate = try step(
            .malformed, "the client certificate cannot be read", fix: "use a certificate that this system issued"
        ) { try Certificate(derEncoded: bytes) }
        try self.init(certificate)
    }

    /// Reads a certificate in PEM.
    public init(certificatePEM text: String) throws(PKIError) {
        try self.init(try Certificate.read(pem: text))
    }

    init(_ certificate: Certificate) throws(PKIError) {
        let extensions = certificate.extensions
        guard let name = certificate.subject.soleCommonName else {
            throw Self.contradiction("it has no single common name")
        }
        let signer = try IdentityExtension.text(IdentityExtension.signer, in: extensions).flatMap(Signer.init)
        self.commonName = name
        self.signer = signer
        self.organization = try Self.organization(in: extensions)
        self.fingerprint = try Self.fingerprint(in: extensions, commonName: name, signer: signer)
        self.serial = Self.hexadecimal(certificate.serialNumber.bytes)
        self.notAfter = certificate.notValidAfter
    }

    private static func organization(in extensions: Certificate.Extensions) throws(PKIError) -> UUID? {
        guard let text = try IdentityExtension.text(IdentityExtension.organization, in: extensions) else { return nil }
        guard let organization = UUID(uuidString: text) else { throw contradiction("its organization is not a UUID") }
        return organization
    }

    private static func fingerprint(
        in extensions: Certificate.Extensions, commonName: String, signer: Signer?
    ) throws(PKIError) -> String? {
        let text = try IdentityExtension.text(IdentityExtension.device, in: extensions)
        guard signer?.isDevice == true else {
            guard text == nil else { throw contradiction("it names a device but was not issued for one") }
            return nil
        }
        guard let text, text == commonName, text.hasPrefix(devicePrefix) else {
            throw contradiction("its subject and the device that it names differ")
        }
        return String(text.dropFirst(devicePrefix.count))
    }

    static let devicePrefix = "device:"

    private static func contradiction(_ what: String) -> PKIError {
        PKIError(
            .malformed, "the client certificate is not acceptable: \(what)", fix: "use one that this system issued")
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
