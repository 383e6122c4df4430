import Crypto
import FoundationEssentials
import Secrets
import SwiftASN1
import X509

extension CertificateAuthority {
    /// The certificate with which our servers show themselves, from `server.crt` and `server.key` in a directory.
    ///
    /// It is made anew when it is missing, damaged, within 30 days of its end, signed by another authority, or made for
    /// other names than these. Blocks on the disk for a moment.
    ///
    /// - Parameter hosts: the host names and IP addresses by which clients reach the server; at least one.
    public func serverIdentity(
        in directory: String, hosts: [String], now: Date = Date()
    ) throws(PKIError) -> TLSIdentity {
        guard let first = hosts.first else {
            throw PKIError(
                .commonName, "a server certificate needs a name", fix: "give at least one host name or address")
        }
        let names = try hosts.map(Self.generalName)
        let keyPath = directory + "/server.key"
        let certificatePath = directory + "/server.crt"
        if let stored = storedServer(certificatePath, keyPath, names: names, now: now) { return stored }
        return try step(.internalFailure, "the server's certificate could not be made", fix: "see the log") {
            let key = SigningKey()
            let end = min(now.addingTimeInterval(Double(Validity.serverDays) * 86400), certificate.notValidAfter)
            let issued = try issue(
                Leaf(commonName: first, key: key.certificateKey.publicKey, end: end, usage: .serverAuth),
                extensions: [SubjectAlternativeNames(names).makeCertificateExtension()], now: now)
            try AtomicFile.createDirectory(directory)
            // A crash between the two leaves a pair that does not match, which the next start replaces.
            try AtomicFile.write(key.pem.reveal(), to: keyPath, mode: 0o600)
            try AtomicFile.write(Array(try issued.pem().utf8), to: certificatePath, mode: 0o644)
            return TLSIdentity(certificatePEM: try issued.pem(), key: key.pem)
        }
    }

    private func storedServer(
        _ certificatePath: String, _ keyPath: String, names: [GeneralName], now: Date
    ) -> TLSIdentity? {
        guard
            let bytes = try? AtomicFile.read(certificatePath), let pem = try? AtomicFile.readSecret(keyPath),
            let stored = try? Certificate.read(pem: String(decoding: bytes, as: UTF8.self)),
            let key = try? SigningKey(pem: pem), key.certificateKey.publicKey == stored.publicKey,
            self.certificate.publicKey.isValidSignature(stored.signature, for: stored),
            stored.notValidAfter > now.addingTimeInterval(Validity.serverRenewal),
            let present = try? stored.extensions.subjectAlternativeNames, Set(present) == Set(names)
        else { return nil }
        return TLSIdentity(certificatePEM: String(decoding: bytes, as: UTF8.self), key: pem)
    }

    /// An IP address as its bytes, anything else as a DNS name.
    private static func generalName(_ host: String) throws(PKIError) -> GeneralName {
        if let address = IPAddress.bytes(host) { return .ipAddress(ASN1OctetString(contentBytes: address[...])) }
        guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw PKIError(
                .commonName, "`\(host)` is neither a host name nor an IP address",
                fix: "write a host name in ASCII, or an address without brackets and port")
        }
        return .dnsName(host)
    }
}
