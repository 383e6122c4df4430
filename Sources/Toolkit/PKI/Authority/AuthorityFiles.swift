import Crypto
import FoundationEssentials
import Secrets
import X509

extension CertificateAuthority {
    /// Opens the authority in a directory, or makes a new one there.
    ///
    /// The files are `ca.key` (mode 0600) and `ca.crt`. The key is written first and the certificate follows from it, so
    /// that a crash between the two is mended at the next start. Blocks on the disk for a moment.
    ///
    /// - Throws: ``PKIError`` with the code `mismatchedPair` when the certificate is there without its key or belongs to
    ///   another one, `expired`, `malformed`, or `file`.
    public static func loadOrCreate(in directory: String, now: Date = Date()) throws(PKIError) -> CertificateAuthority {
        let keyPath = directory + "/ca.key"
        let certificatePath = directory + "/ca.crt"
        let stored = try step(.file, "", fix: "") {
            try AtomicFile.createDirectory(directory)
            return try AtomicFile.read(certificatePath)
        }
        if stored != nil, try step(.file, "", fix: "", { try AtomicFile.readSecret(keyPath) }) == nil {
            throw PKIError(
                .mismatchedPair, "\(certificatePath) is there but \(keyPath) is missing",
                fix:
                    "restore the key from a backup; only if no device is enrolled, remove the certificate to start anew"
            )
        }
        let key = try SigningKey.loadOrCreate(keyPath)
        guard let stored else { return try create(key, certificatePath: certificatePath, now: now) }
        return try load(stored, path: certificatePath, key: key, now: now)
    }

    private static func create(
        _ key: SigningKey, certificatePath: String, now: Date
    ) throws(PKIError) -> CertificateAuthority {
        try step(.internalFailure, "the authority's certificate could not be made", fix: "see the log of the server") {
            let authority = try selfSigned(key.certificateKey, now: now)
            try AtomicFile.write(Array(authority.certificatePEM.utf8), to: certificatePath, mode: 0o644)
            return authority
        }
    }

    private static func load(
        _ bytes: [UInt8], path: String, key: SigningKey, now: Date
    ) throws(PKIError) -> CertificateAuthority {
        let certificate = try Certificate.read(pem: String(decoding: bytes, as: UTF8.self))
        guard certificate.publicKey == key.certificateKey.publicKey else {
            throw PKIError(
                .mismatchedPair, "\(path) does not belong to the key beside it",
                fix: "restore both files from one backup")
        }
        guard certificate.notValidAfter > now else {
            throw PKIError(
                .expired, "the authority's certificate \(path) has expired",
                fix: "remove it to have a new one made for the same key, and give the new one to the devices")
        }
        return try step(.malformed, "\(path) cannot be used", fix: "restore it from a backup") {
            try CertificateAuthority(certificate: certificate, key: key.certificateKey)
        }
    }
}
