import Secrets
import X509

/// A certificate with its private key: what one side of a TLS connection shows and signs with.
public struct TLSIdentity: Sendable {
    /// The certificate, followed by intermediate ones if there are any, in PEM.
    public let certificatePEM: String
    /// The private key in PEM.
    public let key: Secret

    /// Joins a certificate and a key without looking at them.
    public init(certificatePEM: String, key: Secret) {
        self.certificatePEM = certificatePEM
        self.key = key
    }
}
