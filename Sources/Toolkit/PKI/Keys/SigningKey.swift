import Crypto
import Secrets
import SwiftASN1
import X509

/// A private key for signatures in a file of its own: of an authority, a server, a device or a client.
public struct SigningKey: Sendable {
    /// The key in PEM.
    public let pem: Secret

    let certificateKey: Certificate.PrivateKey

    /// Makes a new EC P-256 key.
    public init() {
        let key = P256.Signing.PrivateKey()
        self.pem = Secret(text: key.pemRepresentation + "\n")
        self.certificateKey = Certificate.PrivateKey(key)
    }

    /// Reads a key in PEM: an elliptic curve key or an RSA key, PKCS #8 or the older forms.
    ///
    /// - Throws: ``PKIError`` with the code `malformed` or `unsupportedKey`. The text of the key is never in the error.
    public init(pem: Secret) throws(PKIError) {
        let key = try step(
            .malformed, "not a private key in PEM", fix: "give one block of the form BEGIN PRIVATE KEY, not encrypted"
        ) { try Certificate.PrivateKey(pemEncoded: pem.revealText()) }
        _ = try DeviceFingerprint(of: key.publicKey)
        self.pem = pem
        self.certificateKey = key
    }

    /// Reads the key in a file, or makes a new one there (mode 0600). Blocks on the disk for a moment.
    public static func loadOrCreate(_ path: String) throws(PKIError) -> SigningKey {
        let pem = try step(.file, "", fix: "") {
            try AtomicFile.readOrCreateSecret(path) { SigningKey().pem }
        }
        do {
            return try SigningKey(pem: pem)
        } catch {
            throw PKIError(error.code, "\(path) is \(error.message)", fix: "restore it from a backup, or \(error.fix)")
        }
    }

    /// The name that this key gives to a device.
    public var fingerprint: DeviceFingerprint {
        get throws(PKIError) { try DeviceFingerprint(of: certificateKey.publicKey) }
    }

    /// A certificate request for this key in PEM, signed with SHA-256 or the hash that belongs to the key's size.
    ///
    /// - Parameter commonName: the subject; the fingerprint of the key, which is a device's name, when left out.
    public func certificateRequest(commonName: String? = nil) throws(PKIError) -> String {
        let name = if let commonName { commonName } else { try fingerprint.text }
        return try step(.internalFailure, "the certificate request could not be made", fix: "check the common name") {
            try CertificateSigningRequest(
                version: .v1, subject: DistinguishedName { CommonName(name) }, privateKey: certificateKey,
                attributes: CertificateSigningRequest.Attributes([])
            ).serializeAsPEM().pemString + "\n"
        }
    }
}
