import FoundationEssentials
import Nodes

/// What is decided about a certificate signing request, as the condition that says so.
enum CertificateDecision: String {
    case approved = "Approved"
    case denied = "Denied"

    /// Reads the request, and sends it back with this decision in place of any other.
    func apply(to name: String, _ session: Session) async throws(ClientError) {
        let request = try await session.api.json(.get, RequestPath("certificatesigningrequests", name))
        let path = RequestPath("certificatesigningrequests", name, "approval")
        _ = try await session.api.send(.put, path, body: decided(request, now: session.now))
    }

    private func decided(_ request: Node, now: Date) -> Node {
        let status = request["status"] ?? .object([])
        let others = (status["conditions"]?.elements ?? []).filter {
            !["Approved", "Denied"].contains($0.text("type"))
        }
        return request.replacing(
            "status", with: status.replacing("conditions", with: .array(others + [condition(now)])))
    }

    private func condition(_ now: Date) -> Node {
        .object([
            ("type", .string(rawValue)), ("status", .string("True")), ("reason", .string("\(rawValue)ByUser")),
            ("message", .string("\(rawValue) by a user of martlet")),
            ("lastTransitionTime", .string(now.formatted(.iso8601))),
        ])
    }
}
