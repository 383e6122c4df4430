import FoundationEssentials
import PKI
import Resources

/// What becomes of a wish for a certificate.
struct SigningDecision: Sendable {
    let signer: Signer
    let condition: (type: String, reason: String, message: String)
    let certificate: IssuedCertificate?

    /// Signs a certificate to enrol devices with; a request that does not meet the signer's rules is stored as failed.
    static func enrollment(
        _ request: RequestBody<CertificateSigningRequestSpec>, _ authority: CertificateAuthority,
        _ scope: EnrollmentScope
    ) -> SigningDecision {
        decide(.enrollment, request.spec) { csr throws(PKIError) in
            guard csr.commonName == request.metadata.name else {
                throw PKIError(
                    .commonName, "the common name of the request is not metadata.name",
                    fix: "use the same name, client-enrollment or one that begins with client-enrollment-")
            }
            return try authority.sign(
                csr, as: .enrollment, organization: scope.uid, expirationSeconds: request.spec.expirationSeconds)
        }
    }

    /// Signs a device's next certificate. The key must be the device's present one: its name is that key's fingerprint,
    /// and a certificate for another key would outlive the proof of who holds it.
    static func renewal(
        _ request: RequestBody<CertificateSigningRequestSpec>, _ device: RenewingDevice,
        _ authority: CertificateAuthority,
        _ scope: EnrollmentScope
    ) -> SigningDecision {
        decide(.deviceManagementRenewal, request.spec) { csr throws(PKIError) in
            guard csr.fingerprint.text == device.name else {
                throw PKIError(
                    .commonName, "the key of the request is not the device's",
                    fix: "ask with the key of the present certificate; a new key makes a new device")
            }
            return try authority.sign(
                csr, as: .deviceManagementRenewal, organization: scope.uid, device: device.name,
                expirationSeconds: request.spec.expirationSeconds)
        }
    }

    private static func decide(
        _ signer: Signer, _ spec: CertificateSigningRequestSpec,
        sign: (CertificateRequest) throws(PKIError) -> IssuedCertificate
    ) -> SigningDecision {
        do {
            guard let bytes = Base64.decode(spec.request), let pem = String(validating: bytes, as: UTF8.self) else {
                throw PKIError(.malformed, "spec.request is not base64 of a PEM text", fix: "encode the PEM in base64")
            }
            let certificate = try sign(try CertificateRequest(pem: pem))
            return SigningDecision(
                signer: signer, condition: ("Approved", "Approved", "Approved automatically"), certificate: certificate)
        } catch {
            return SigningDecision(
                signer: signer, condition: ("Failed", "SigningFailed", "\(error)"), certificate: nil)
        }
    }
}

extension Signer {
    /// A signer by its name on the wire, or by the name that older clients use.
    init?(wire name: String) {
        if name == "enrollment" { self = .enrollment } else { self.init(rawValue: name) }
    }
}

/// What to say to a request for a signer that is not asked here.
enum SigningAdvice {
    static func forUsers(_ name: String) -> String {
        switch Signer(wire: name) {
        case .deviceEnrollment:
            "signer \(name) signs with the approval of an enrolment request only: approve that instead"
        case .deviceManagementRenewal:
            "signer \(name) signs for a device itself only: the device asks over its own connection"
        default: "signer \(name) is not offered: use \(Signer.enrollment.rawValue)"
        }
    }

    static func forDevices(_ name: String) -> String {
        "signer \(name) is not offered to devices: use \(Signer.deviceManagementRenewal.rawValue)"
    }
}

/// Base64 with padding.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
    static func decode(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map { Array($0) } }
}
