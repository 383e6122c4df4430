import FoundationEssentials
import Nodes
import PKI
import Resources
import Store
import Wire

/// What an approval of a request amounts to: the certificate, and the device that is made.
struct Approval {
    let decision: EnrollmentRequestApproval
    let certificate: IssuedCertificate
    let device: NewDevice

    /// Judges and signs.
    /// - Throws: ``EnrollmentRefusal`` with 400 when the request is not one of the device whose name it bears.
    init(
        _ request: EnrollmentRequestRecord, _ decision: EnrollmentRequestApproval, authority: CertificateAuthority,
        organization: UUID
    ) throws {
        let spec = try Self.spec(request)
        self.decision = decision
        certificate = try Self.sign(spec.csr, for: request.metadata.name, authority, organization)
        device = NewDevice(
            name: request.metadata.name, labels: LabelMap.json(Self.labels(spec, decision)),
            status: try Self.status(spec),
            knownVersion: max(0, spec.knownRenderedVersion.flatMap { Int64($0) } ?? 0),
            integrity: Array(#"{"status":"Unsupported"}"#.utf8))
    }

    private static func spec(_ request: EnrollmentRequestRecord) throws -> EnrollmentRequestSpec {
        let (spec, findings) = Resources.decode(
            EnrollmentRequestSpec.self, from: try JSON.parse(request.spec), policy: .wire)
        guard !findings.hasErrors else {
            throw StoreError.unreadable("an enrolment request \(request.metadata.name)")
        }
        return spec
    }

    /// The name must be the fingerprint of the key that signed the request: one in the name of another key is an attack
    /// (P9), which the system whose protocol this is lets pass.
    private static func sign(
        _ csr: String, for name: String, _ authority: CertificateAuthority, _ organization: UUID
    ) throws(EnrollmentRefusal) -> IssuedCertificate {
        do {
            let request = try CertificateRequest(pem: csr)
            guard request.commonName == name || request.commonName == "device:\(name)" else {
                throw EnrollmentRefusal(
                    400, "the name of the request, \(name), is not the common name of its certificate request")
            }
            guard request.fingerprint.text == name else {
                throw EnrollmentRefusal(
                    400,
                    "the request names \(name), but its key belongs to \(request.fingerprint.text): do not approve it, "
                        + "somebody asks in the name of another device")
            }
            return try authority.sign(request, as: .deviceEnrollment, organization: organization)
        } catch let refusal as EnrollmentRefusal {
            throw refusal
        } catch {
            throw EnrollmentRefusal(400, "the certificate request in spec.csr is refused: \(error)")
        }
    }

    private static func labels(_ spec: EnrollmentRequestSpec, _ decision: EnrollmentRequestApproval) -> [String: String]
    {
        guard decision.replaceLabels != true else { return decision.labels }
        return spec.labels.merging(decision.labels) { _, approver in approver }
    }

    private static func status(_ spec: EnrollmentRequestSpec) throws -> NewDeviceStatus {
        guard let status = spec.deviceStatus else {
            let document = DeviceStatusDocument.fresh(time: Date().formatted(.iso8601), osMode: spec.osMode?.rawValue)
            return NewDeviceStatus(document: document, osMode: spec.osMode?.rawValue)
        }
        let report = try DeviceStatusReport(status: status.bytes)
        let mode = spec.osMode?.rawValue
        return NewDeviceStatus(
            document: report.osMode == nil
                ? DeviceStatusDocument.adding(osMode: mode, to: report.document) : report.document,
            osMode: report.osMode ?? mode, image: report.image, imageDigest: report.imageDigest)
    }
}
