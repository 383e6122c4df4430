/// How the operating system of a device is kept.
public enum OSMode: String, Word {
    /// As a bootable image.
    case image
    /// By packages.
    case package
}

/// A device's wish to be let in.
public struct EnrollmentRequestSpec: Described {
    /// The certificate request as PEM, or a request of a TPM in base64.
    public var csr = ""
    /// The status that the device reports of itself, not looked into here.
    public var deviceStatus: OpenJSON?
    /// Labels that the device proposes.
    public var labels: [String: String] = [:]
    /// The version of the spec that the device already runs, when it was enrolled before.
    public var knownRenderedVersion: String?
    /// How its operating system is kept; nil when the agent does not say.
    public var osMode: OSMode?

    /// An empty request.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "csr", &csr, .text(1...(64 << 10)), doc: "The certificate request as PEM, or a request of a TPM in base64.")
        v.field("deviceStatus", &deviceStatus, doc: "The status of the device.")
        v.field("labels", &labels, keys: .labelKey, values: .labelValue, doc: "Labels that the device proposes.")
        v.field(
            "knownRenderedVersion", &knownRenderedVersion, .text(0...64),
            doc: "The version of the spec that the device already runs.")
        v.field("osMode", &osMode, doc: "How the operating system is kept: image or package.")
    }
}

/// The decision about an enrolment request, as it is sent.
public struct EnrollmentRequestApproval: Described {
    /// Whether the device is let in.
    public var approved = false
    /// Labels that the device gets.
    public var labels: [String: String] = [:]
    /// Whether these replace what the device proposed, rather than add to it; nil is false.
    public var replaceLabels: Bool?

    /// A refusal.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("approved", &approved, doc: "Whether the device is let in.")
        v.field("labels", &labels, keys: .labelKey, values: .labelValue, doc: "Labels that the device gets.")
        v.field("replaceLabels", &replaceLabels, doc: "Whether these replace the labels that the device proposed.")
    }
}
