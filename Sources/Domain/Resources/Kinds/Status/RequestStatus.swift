/// What became of a wish for a certificate.
public struct CertificateStatus: Described {
    /// The certificate as base64 of PEM.
    public var certificate: String?
    /// What holds of the request: Approved, Denied, Failed, TPMVerified.
    public var conditions: [ResourceCondition] = []

    /// Nothing decided.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("certificate", &certificate, .base64(), doc: "The certificate as base64 of PEM.")
        v.describe(&conditions)
    }
}

/// What became of a device's wish to be let in.
public struct EnrollmentRequestStatus: Described {
    /// The certificate as PEM.
    public var certificate: String?
    /// What holds of the request: Approved, TPMVerified.
    public var conditions: [ResourceCondition] = []
    /// The decision.
    public var approval: EnrollmentApprovalStatus?

    /// Nothing decided.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("certificate", &certificate, .text(), doc: "The certificate as PEM.")
        v.describe(&conditions)
        v.field("approval", &approval, doc: "The decision.")
    }
}

/// A decision about an enrolment request, and whose it was.
public struct EnrollmentApprovalStatus: Described {
    /// The decision, whose fields stand among these.
    public var approval = EnrollmentRequestApproval()
    /// Who decided.
    public var approvedBy = ""
    /// When.
    public var approvedAt = ""

    /// A refusal by nobody.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        approval.describe(&v)
        v.field("approvedBy", &approvedBy, .text(), doc: "Who decided.")
        v.field("approvedAt", &approvedAt, .timestamp, doc: "When it was decided.")
    }
}
