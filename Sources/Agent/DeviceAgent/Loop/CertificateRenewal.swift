import Logging
import Nodes
import PKI

/// Gets a new management certificate when three quarters of the present one's life have passed.
struct CertificateRenewal {
    let client: ServiceClient
    let device: String
    let key: SigningKey
    let certificate: ManagementCertificate
    let configuration: AgentConfiguration
    let logger: Logger
    /// The present, in seconds since 1970.
    let now: @Sendable () -> Double

    /// Runs until there is a new certificate, or the present one has expired.
    func run() async throws -> ManagementEnd {
        var backoff = Backoff(base: .seconds(600), factor: 1.5, maximum: .seconds(1800), jitter: 0.1)
        while true {
            if certificate.isExpired(at: now()) { return .expired }
            guard certificate.isDueForRenewal(at: now()) else {
                try await Task.sleep(for: configuration.renewalCheckInterval)
                continue
            }
            do {
                return .renewed(try await renew())
            } catch let error as AgentError {
                logger.warning("the management certificate could not be renewed", metadata: ["error": "\(error)"])
                try await Task.sleep(for: backoff.delay())
            }
        }
    }

    private func renew() async throws -> ManagementCertificate {
        let name = "\(device)-\(Hex.random(bytes: 4))"
        let answer = try await client.call(.post, "/certificatesigningrequests", body: try Self.request(name, key: key))
        guard answer.status == 201 else { throw answer.refusal(of: "the request for a new certificate") }
        var pause = Backoff(
            base: configuration.enrollmentVerifyInterval, factor: 1.5, maximum: configuration.enrollmentVerifyCap,
            jitter: 0.1)
        // A dozen looks, then another request: this one may have been lost.
        for _ in 0..<12 {
            if let certificate = try await look(name) { return certificate }
            try await Task.sleep(for: pause.delay())
        }
        throw AgentError(.unavailable, "the service did not sign the request \(name)", fix: "approve or deny it there")
    }

    private func look(_ name: String) async throws -> ManagementCertificate? {
        let operation = "the question about the new certificate"
        let answer = try await client.call(.get, "/certificatesigningrequests/\(name)")
        guard answer.status == 200 else { throw answer.refusal(of: operation) }
        let status = try answer.node(of: operation)["status"]
        let types = status?["conditions"]?.elements?.compactMap { $0["type"]?.string } ?? []
        if let refusal = types.first(where: { $0 == "Denied" || $0 == "Failed" }) {
            throw AgentError(.unavailable, "the request \(name) is \(refusal)", fix: "look at it on the service")
        }
        guard let encoded = status?["certificate"]?.string, !encoded.isEmpty else { return nil }
        guard let pem = Base64.decode(encoded) else {
            throw AgentError(.badAnswer, "the new certificate is not base64", fix: "look at the service")
        }
        let fresh = try ManagementCertificate(pem: String(decoding: pem, as: UTF8.self), key: key)
        guard fresh.notAfter > certificate.notAfter else {
            throw AgentError(
                .badCertificate, "the new certificate does not live longer than the old one", fix: "look at the CA")
        }
        return fresh
    }

    static func request(_ name: String, key: SigningKey) throws -> [UInt8] {
        let pem = try key.certificateRequest()
        let spec = Node.object([
            ("request", .string(Base64.encode(Array(pem.utf8)))),
            ("signerName", .string(Signer.deviceManagementRenewal.rawValue)),
            ("usages", .array([.string("clientAuth"), .string("CA:false")])),
        ])
        return Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("CertificateSigningRequest")),
            ("metadata", .object([("name", .string(name))])), ("spec", spec),
        ]).json()
    }
}
