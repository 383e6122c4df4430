import FoundationEssentials
import PKI
import Secrets
import SwiftASN1
import X509

/// The certificate with which an enrolled device is managed.
struct ManagementCertificate: Sendable, Hashable {
    let pem: String
    let serial: String
    /// Seconds since 1970.
    let notBefore: Double
    let notAfter: Double

    /// Reads a certificate in PEM and checks that it is for this key.
    ///
    /// - Throws: ``AgentError`` when it cannot be read or is for another key.
    init(pem: String, key: SigningKey) throws(AgentError) {
        guard let certificate = try? Certificate(pemEncoded: pem) else {
            throw AgentError(.badCertificate, "the certificate from the service cannot be read", fix: "look at its CA")
        }
        guard let own = try? Certificate.PrivateKey(pemEncoded: key.pem.revealText()),
            own.publicKey == certificate.publicKey
        else {
            throw AgentError(
                .badCertificate, "the certificate from the service is for another key than this device's",
                fix: "delete the enrolment request on the service and let the device enrol again")
        }
        self.pem = pem
        serial = Hex.encode(certificate.serialNumber.bytes)
        notBefore = certificate.notValidBefore.timeIntervalSince1970
        notAfter = certificate.notValidAfter.timeIntervalSince1970
    }

    /// True once it no longer opens any door.
    func isExpired(at seconds: Double) -> Bool { seconds >= notAfter }

    /// True once three quarters of its life have passed.
    func isDueForRenewal(at seconds: Double) -> Bool { seconds >= notBefore + (notAfter - notBefore) * 0.75 }
}
