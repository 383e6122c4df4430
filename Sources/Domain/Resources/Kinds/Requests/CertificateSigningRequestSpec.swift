/// A wish for a certificate.
public struct CertificateSigningRequestSpec: Described {
    /// The usages that each request must name.
    private static let neededUsages = ["clientAuth", "CA:false"]
    /// The signer that nobody may ask.
    private static let refusedSigner = "flightctl.io/ca"

    /// The request: base64 of PEM, or of a request of a TPM.
    public var request = ""
    /// Who should sign.
    public var signerName = ""
    /// What the certificate is for.
    public var usages: [String] = []
    /// For how many seconds it should be valid; it can only shorten what the signer gives.
    public var expirationSeconds: Int64?
    /// More about the requester; written by the server.
    public var extra: OpenJSON?
    /// The requester's identifier; written by the server.
    public var uid: String?
    /// The requester's name; written by the server.
    public var username: String?

    /// An empty request.
    public init() {}

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("request", &request, .base64(1...(64 << 10)), doc: "The request as base64 of PEM.")
        v.field("signerName", &signerName, .text(1...253), doc: "Who should sign, such as flightctl.io/enrollment.")
        v.field(
            "usages", &usages, ListFormat(of: .text(1...128)),
            doc: "What the certificate is for: clientAuth and CA:false.")
        v.field(
            "expirationSeconds", &expirationSeconds, IntegerFormat(Int64(Int32.min)...Int64(Int32.max)),
            doc: "For how long it should be valid, at most as long as the signer allows.")
        v.field("extra", &extra, doc: "More about the requester; written by the server.")
        v.field("uid", &uid, .text(), doc: "The requester's identifier; written by the server.")
        v.field("username", &username, .text(), doc: "The requester's name; written by the server.")
    }

    /// Usages and signer.
    public mutating func check(_ report: Report) {
        for usage in Self.neededUsages where !usages.contains(usage) {
            report.add(.requestUsages, at: ["usages"], "The usages do not hold “\(usage)”.", fix: "Add it to the list.")
        }
        if signerName == Self.refusedSigner {
            report.add(
                .refusedSigner, at: ["signerName"], "“\(signerName)” signs no requests.",
                fix: "Ask another signer, such as flightctl.io/enrollment.")
        }
    }
}
