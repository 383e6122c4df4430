import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// What distinguishes one certificate at the end of a chain from another.
struct Leaf {
    var commonName: String
    var key: Certificate.PublicKey
    var end: Date
    var usage: ExtendedKeyUsage.Usage
}

extension CertificateAuthority {
    /// Signs a certificate at the end of the chain.
    func issue(_ leaf: Leaf, extensions further: [Certificate.Extension], now: Date) throws -> Certificate {
        var extensions = try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([leaf.usage])
            SubjectKeyIdentifier(hash: leaf.key)
            AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: key.publicKey).keyIdentifier)
        }
        for item in further { try extensions.append(item) }
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: leaf.key,
            notValidBefore: now.addingTimeInterval(-Validity.backdating), notValidAfter: leaf.end,
            issuer: certificate.subject, subject: DistinguishedName { CommonName(leaf.commonName) },
            extensions: extensions, issuerPrivateKey: key)
    }

    /// A new authority certificate for a key. Its subject follows from the key, so that one made again for the same
    /// key takes the place of a lost one: everything signed before stays valid.
    static func selfSigned(_ key: Certificate.PrivateKey, now: Date) throws -> CertificateAuthority {
        let identifier = SubjectKeyIdentifier(hash: key.publicKey)
        let number = Base32Hex.encode(identifier.keyIdentifier.prefix(5))
        let subject = try DistinguishedName { CommonName("Martlet CA \(number)") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-Validity.backdating),
            notValidAfter: now.addingTimeInterval(Double(Validity.authorityDays) * 86400),
            issuer: subject, subject: subject,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                identifier
            },
            issuerPrivateKey: key)
        return try CertificateAuthority(certificate: certificate, key: key)
    }
}
