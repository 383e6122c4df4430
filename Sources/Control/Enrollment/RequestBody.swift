import Nodes
import Resources
import Wire

/// The body of a request, read and judged.
struct RequestBody<Spec: Described> {
    let metadata: Metadata
    var spec: Spec

    /// JSON object of the labels.
    var labels: [UInt8] { LabelMap.json(metadata.labels ?? [:]) }

    /// Reads a whole object. Its kind is not compared: the endpoint says what it is.
    init(_ bytes: [UInt8]) throws(EnrollmentRefusal) {
        let root = try RequestBody.parse(bytes)
        let version = root["apiVersion"]?.string ?? ""
        guard APIVersion.beta.accepts(version) else {
            throw EnrollmentRefusal(400, "API Error: apiVersion \(version) is not one of those accepted: write v1beta1")
        }
        metadata = try RequestBody.read(Metadata.self, root["metadata"], "metadata")
        spec = try RequestBody.read(Spec.self, root["spec"], "spec")
    }

    private static func parse(_ bytes: [UInt8]) throws(EnrollmentRefusal) -> Node {
        do {
            return try JSON.parse(bytes)
        } catch {
            throw EnrollmentRefusal(400, "API Error: \(error)")
        }
    }

    private static func read<Part: Described>(
        _: Part.Type, _ node: Node?, _ name: String
    ) throws(EnrollmentRefusal) -> Part {
        guard let node else { throw EnrollmentRefusal(400, "API Error: \(name) is missing: add it") }
        let (value, findings) = decode(Part.self, from: node, policy: .wire)
        guard let finding = findings.first(where: { $0.severity == .error }) else { return value }
        throw EnrollmentRefusal(400, "API Error: \(name).\(finding.path): \(finding.message) \(finding.fix)")
    }
}

extension RequestBody where Spec == EnrollmentRequestApproval {
    /// Reads a decision, which is no object of its own.
    static func decision(_ bytes: [UInt8]) throws(EnrollmentRefusal) -> EnrollmentRequestApproval {
        try read(EnrollmentRequestApproval.self, try parse(bytes), "approval")
    }
}

/// Labels as JSON.
enum LabelMap {
    static func json(_ labels: [String: String]) -> [UInt8] {
        Node.object(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }).canonicalJSON()
    }
}
