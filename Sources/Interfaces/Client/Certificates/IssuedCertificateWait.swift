import Console
import Nodes

/// Waits until a signing request has its certificate.
struct IssuedCertificateWait {
    let name: String

    /// Asks up to two minutes long, each second; the enrolment signer signs at once, so the first answer is the rule.
    private static let attempts = 120

    /// The certificate, base64 of PEM.
    func certificate(_ api: APIClient) async throws(ClientError) -> String {
        for attempt in 1...Self.attempts {
            let request = try await api.json(.get, RequestPath("certificatesigningrequests", name))
            if let certificate = request.text("status", "certificate") { return certificate }
            try refuseFailure(of: request)
            if attempt < Self.attempts { try await pause() }
        }
        throw ClientError(
            .timeout, "The certificate of \(name) was not issued within two minutes.",
            fix: "Approve it (`martlet approve csr/\(name)`) and ask again.")
    }

    private func refuseFailure(of request: Node) throws(ClientError) {
        for type in ["Denied", "Failed"] where request.conditionStatus(type) == "True" {
            let reason = request.condition(type)?.text("message") ?? "no reason given"
            throw ClientError(
                .certificate, "The certificate request \(name) is \(type.lowercased()): \(reason.printable)",
                fix: "Check signer and name, and ask again.")
        }
    }

    private func pause() async throws(ClientError) {
        do {
            try await Task.sleep(for: .seconds(1))
        } catch {
            throw ClientError(.timeout, "Interrupted while waiting for the certificate of \(name).")
        }
    }
}
