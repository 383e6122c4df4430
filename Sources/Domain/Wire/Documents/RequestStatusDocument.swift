import Nodes

/// `status` of the two kinds that end in a certificate.
public enum RequestStatusDocument {
    /// Status of an EnrollmentRequest.
    /// - Parameters:
    ///   - conditions: JSON array; always present, since agents stop without it.
    ///   - certificate: PEM, once approved.
    ///   - approval: JSON of EnrollmentRequestApprovalStatus, once approved.
    public static func enrollment(conditions: [UInt8], certificate: String?, approval: [UInt8]?) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.field("certificate", certificate)
            $0.field("conditions", raw: conditions)
            $0.field("approval", raw: approval)
        }
        return writer.bytes
    }

    /// Status of a CertificateSigningRequest.
    /// - Parameter certificate: base64 of PEM, once signed.
    public static func signing(conditions: [UInt8], certificate: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.field("certificate", certificate)
            $0.field("conditions", raw: conditions)
        }
        return writer.bytes
    }
}
