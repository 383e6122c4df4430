import Nodes

/// What a device says when it asks to be enrolled.
struct EnrollmentRequest: Sendable {
    var device: String
    /// The certificate request in PEM.
    var request: String
    var status: Node
    var labels: [String: String]
    /// The version that the device already has, so that the service goes on counting from there.
    var knownRenderedVersion: UInt64

    var body: [UInt8] {
        let labels = labels.sorted { $0.key < $1.key }.map { ($0.key, Node?.some(.string($0.value))) }
        let spec = Node.object([
            ("csr", .string(request)), ("deviceStatus", status), ("labels", .object(labels)),
            ("knownRenderedVersion", .string(String(knownRenderedVersion))), ("osMode", .string("package")),
        ])
        return Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("EnrollmentRequest")),
            ("metadata", .object([("name", .string(device))])), ("spec", spec),
        ]).json()
    }
}

/// Where an enrolment request stands, by the conditions of its status.
enum EnrollmentDecision: Sendable, Hashable {
    case waiting
    case approved(certificate: String)
    case refused(reason: String)

    /// - Throws: `badAnswer` when the status has no conditions, which is not an answer of this protocol.
    static func read(_ node: Node) throws(AgentError) -> EnrollmentDecision {
        guard let conditions = node["status"]?["conditions"]?.elements else {
            throw AgentError(.badAnswer, "the enrolment request has no conditions", fix: "look at the service")
        }
        let types = conditions.compactMap { $0["type"]?.string }
        if let index = types.firstIndex(where: { $0 == "Denied" || $0 == "Failed" }) {
            return .refused(reason: conditions[index]["message"]?.string ?? types[index])
        }
        guard types.contains("Approved"), let certificate = node["status"]?["certificate"]?.string, !certificate.isEmpty
        else { return .waiting }
        return .approved(certificate: certificate)
    }
}
