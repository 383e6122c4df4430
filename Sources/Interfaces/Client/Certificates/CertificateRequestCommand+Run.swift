import Console
import FoundationEssentials
import Nodes
import PKI
import Resources
import Secrets

extension CertificateRequestCommand {
    /// Runs the command. Only an enrolment certificate is waited for; other signers may want a person's approval.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        let files = try AgentFiles(directory: directory ?? ".", name: name)
        let key = SigningKey()
        guard signer == Self.enrollment else {
            try files.writeKey(key.pem)
            let request = try await submit(key, session)
            return session.terminal.note(
                "certificatesigningrequest/\(request) waits for approval; key in \(files.keyPath)")
        }
        let request = try await submit(key, session)
        let certificate = try await IssuedCertificateWait(name: request).certificate(session.api)
        let configuration = try await AgentConfiguration.fetch(request: request, session.api)
        let file = try write(configuration, certificate: certificate, key: key.pem, files)
        session.terminal.note(
            "certificatesigningrequest/\(request) issued; agent configuration in \(files.configurationPath)")
        if directory == nil, !session.terminal.isInteractive { session.terminal.output(file) }
    }

    /// Sends the request; a name that is taken already is made anew, a few times.
    private func submit(_ key: SigningKey, _ session: Session) async throws(ClientError) -> String {
        for _ in 0..<3 {
            let name = "\(name)-\(UUID().uuidString.prefix(8).lowercased())"
            do throws(ClientError) {
                _ = try await session.api.send(
                    .post, RequestPath("certificatesigningrequests"), body: request(name, key))
                return name
            } catch  where error.code == .refused(status: 409) {
                continue
            }
        }
        throw ClientError(.certificate, "Three names for the request were taken already.", fix: "Give another --name.")
    }

    private func request(_ name: String, _ key: SigningKey) throws(ClientError) -> Node {
        let pem: String
        do {
            pem = try key.certificateRequest(commonName: name)
        } catch {
            throw ClientError(.certificate, error.message, fix: error.fix)
        }
        return .object([
            ("apiVersion", .string(APIVersion.current)), ("kind", .string("CertificateSigningRequest")),
            ("metadata", .object([("name", .string(name))])),
            (
                "spec",
                .object([
                    ("request", .string(Data(pem.utf8).base64EncodedString())), ("signerName", .string(signer)),
                    ("usages", .array([.string("clientAuth"), .string("CA:false")])),
                    ("expirationSeconds", .integer(expirationSeconds)),
                ])
            ),
        ])
    }

    private func write(
        _ configuration: AgentConfiguration, certificate: String, key: Secret, _ files: AgentFiles
    ) throws(ClientError) -> String {
        var text = configuration.embedding(key: key).yaml()
        if form == .reference {
            try files.writeKey(key)
            try files.writeCertificates(certificate: certificate, authority: configuration.authority)
            text = files.referring(configuration).yaml()
        }
        try files.writeConfiguration(text)
        return text
    }
}
