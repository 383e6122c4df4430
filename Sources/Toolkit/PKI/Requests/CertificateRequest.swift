import Crypto
import SwiftASN1
import X509

/// A certificate request (PKCS #10) that has been read, and whose sender has proven to hold the key in it.
public struct CertificateRequest: Sendable {
    /// The largest request that is looked at, in bytes of PEM. An RSA 4096 request takes about 1,700.
    public static let maximumBytes = 32 * 1024

    /// The common name of the subject.
    public let commonName: String
    /// The name that the key in the request gives to a device.
    public let fingerprint: DeviceFingerprint

    let publicKey: Certificate.PublicKey

    /// Reads a request and verifies its signature.
    ///
    /// - Parameter text: one PEM block `CERTIFICATE REQUEST`, at most ``maximumBytes`` bytes.
    /// - Throws: ``PKIError`` with the code `tooLarge`, `malformed`, `unsupportedKey`, `badSignature` or `commonName`.
    public init(pem text: String) throws(PKIError) {
        guard text.utf8.count <= Self.maximumBytes else {
            throw PKIError(
                .tooLarge, "the certificate request is larger than \(Self.maximumBytes) bytes",
                fix: "send a request with one key and a common name, and nothing else")
        }
        let request = try Self.parse(text)
        self.fingerprint = try DeviceFingerprint(of: request.publicKey)
        guard request.publicKey.isValidSignature(request.signature, for: request) else {
            throw PKIError(
                .badSignature, "the certificate request is not signed by the key in it",
                fix: "sign the request with the private key that belongs to it")
        }
        guard let name = request.subject.soleCommonName, !name.isEmpty, !name.utf8.contains(0) else {
            throw PKIError(
                .commonName, "the certificate request has no single common name",
                fix: "give the request a subject with one CN")
        }
        self.commonName = name
        self.publicKey = request.publicKey
    }

    /// Keys that the library does not take, such as short RSA keys, already fail here.
    private static func parse(_ text: String) throws(PKIError) -> CertificateSigningRequest {
        do {
            return try CertificateSigningRequest(pemEncoded: text)
        } catch let error as CertificateError where error.code == .unsupportedPublicKeyAlgorithm {
            throw DeviceFingerprint.unsupportedKey
        } catch is CryptoKitError {
            throw DeviceFingerprint.unsupportedKey
        } catch {
            throw PKIError(
                .malformed, "not a certificate request in PEM",
                fix: "send one block of the form BEGIN CERTIFICATE REQUEST")
        }
    }
}
