import Glibc
import PKI
import Secrets

/// The device's key, its certificate and its certificate request on disk. Blocks; used on the disk's thread.
struct IdentityStore {
    let disk: Disk

    /// The key of the device; made at the first start.
    func key() throws -> SigningKey {
        if let pem = try disk.read(DevicePaths.key, limit: 64 * 1024) { return try SigningKey(pem: Secret(pem)) }
        let key = SigningKey()
        try disk.replace(DevicePaths.key, with: key.pem.reveal(), mode: 0o600)
        return key
    }

    /// The request for the first certificate; kept until that certificate is there.
    func request(for key: SigningKey) throws -> String {
        if let stored = try disk.read(DevicePaths.request, limit: 64 * 1024) {
            let text = String(decoding: stored, as: UTF8.self)
            if let request = try? CertificateRequest(pem: text), request.fingerprint == (try? key.fingerprint) {
                return text
            }
        }
        let request = try key.certificateRequest()
        try disk.replace(DevicePaths.request, with: Array(request.utf8), mode: 0o600)
        return request
    }

    /// The management certificate; nil when there is none that fits the key.
    func certificate(for key: SigningKey) throws -> ManagementCertificate? {
        guard let pem = try disk.read(DevicePaths.certificate, limit: 256 * 1024) else { return nil }
        return try? ManagementCertificate(pem: String(decoding: pem, as: UTF8.self), key: key)
    }

    /// Keeps a new management certificate; the request has served its purpose.
    func keep(_ certificate: ManagementCertificate) throws {
        try disk.replace(DevicePaths.certificate, with: Array(certificate.pem.utf8), mode: 0o600)
        try disk.remove(DevicePaths.request)
    }

    /// Forgets the management certificate: the service no longer knows the device.
    func forgetCertificate() throws {
        try disk.remove(DevicePaths.certificate)
        try disk.syncDirectory(Disk.split(DevicePaths.certificate).directory)
    }

    /// Removes everything that makes this device known, and whatever else the data directory holds.
    func wipe() throws {
        // The certificate first: without it the rest opens nothing, should the power fail in between.
        for path in [DevicePaths.certificate, DevicePaths.key, DevicePaths.request] { try disk.remove(path) }
        try disk.clear(DevicePaths.data)
    }
}
