/// Which requests a signer accepts, and what the subject of the certificate becomes.
enum SigningRules {
    static let enrollmentName = "client-enrollment"

    /// The common name of the certificate that answers a request.
    ///
    /// - Parameter device: the device whose certificate is renewed; not used by the other signers.
    static func commonName(
        for request: CertificateRequest, signer: Signer, device: String?
    ) throws(PKIError) -> String {
        switch signer {
        case .enrollment: return try enrollment(request)
        case .deviceEnrollment: return try firstDevice(request)
        case .deviceManagementRenewal: return try renewal(request, of: device)
        }
    }

    private static func enrollment(_ request: CertificateRequest) throws(PKIError) -> String {
        let name = request.commonName
        guard name == enrollmentName || (name.hasPrefix(enrollmentName + "-") && isPlain(name)) else {
            throw PKIError(
                .commonName, "the signer \(Signer.enrollment.rawValue) does not sign for the name in the request",
                fix: "use the common name \(enrollmentName) or one that begins with \(enrollmentName)-")
        }
        return name
    }

    /// A device that names itself after a key that it does not hold is refused here.
    private static func firstDevice(_ request: CertificateRequest) throws(PKIError) -> String {
        let fingerprint = request.fingerprint.text
        guard strip(request.commonName) == fingerprint else {
            throw PKIError(
                .commonName, "the common name of the request is not the fingerprint of its key",
                fix: "use the common name \(fingerprint), which is the name of the device that holds this key")
        }
        return PeerIdentity.devicePrefix + fingerprint
    }

    /// The connection has already proven which device asks, so the key may be a new one.
    private static func renewal(_ request: CertificateRequest, of device: String?) throws(PKIError) -> String {
        guard let device else {
            throw PKIError(
                .signer, "the signer \(Signer.deviceManagementRenewal.rawValue) signs for an enrolled device only",
                fix: "ask over a connection with the device's present certificate")
        }
        guard strip(request.commonName) == device else {
            throw PKIError(
                .commonName, "the common name of the request is not the device that asks",
                fix: "use the common name \(device)")
        }
        return PeerIdentity.devicePrefix + device
    }

    private static func strip(_ name: String) -> String {
        let prefix = PeerIdentity.devicePrefix
        return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }

    /// Names end up in logs, events and paths: letters, digits, dots and dashes, at most the 64 that X.509 allows.
    private static func isPlain(_ name: String) -> Bool {
        name.utf8.count <= 64
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
