import FoundationEssentials
import Nodes
import Secrets

/// What the server says about enrolling, and the agent's `config.yaml` made of it.
struct AgentConfiguration: Sendable {
    /// The agents' address of the server.
    let server: String
    /// The authority of that address, base64 of PEM.
    let authority: String
    /// The enrolment certificate, base64 of PEM; empty without a signing request.
    let certificate: String
    /// Where a person looks at a device that enrols; empty when there is no such place.
    let interface: String

    /// Asks the server, with the certificate of the signing request if one is named.
    static func fetch(request: String?, _ api: APIClient) async throws(ClientError) -> AgentConfiguration {
        var path = RequestPath("enrollmentconfig")
        path.add("csr", request)
        let answer = try await api.json(.get, path)["enrollment-service"]
        guard let server = answer?.text("service", "server") else {
            throw .malformed("The server's enrolment configuration names no server for agents.")
        }
        return AgentConfiguration(
            server: server, authority: answer?.text("service", "certificate-authority-data") ?? "",
            certificate: answer?.text("authentication", "client-certificate-data") ?? "",
            interface: answer?.text("enrollment-ui-endpoint") ?? "")
    }

    /// The file with certificate and key in it.
    func embedding(key: Secret?) -> Node {
        file(
            authority: ("certificate-authority-data", authority),
            certificate: ("client-certificate-data", certificate),
            key: ("client-key-data", key.map { Data($0.reveal()).base64EncodedString() } ?? ""))
    }

    /// The file with paths, which the agent resolves from the directory of the file.
    func referring(authority: String, certificate: String, key: String) -> Node {
        file(
            authority: ("certificate-authority", authority), certificate: ("client-certificate", certificate),
            key: ("client-key", key))
    }

    private func file(
        authority: (String, String), certificate: (String, String), key: (String, String)
    ) -> Node {
        let service = Node.object([("server", .string(server)), (authority.0, .string(authority.1))])
        let authentication = Node.object([
            (certificate.0, .string(certificate.1)), (key.0, .string(key.1)),
        ])
        return .object([
            (
                "enrollment-service",
                .object([
                    ("service", service), ("authentication", authentication),
                    ("enrollment-ui-endpoint", interface.isEmpty ? nil : .string(interface)),
                ])
            )
        ])
    }
}
