import FoundationEssentials
import Nodes
import PKI
import Secrets
import Synchronization
import Testing

@testable import Client

@Suite("martlet certificate request")
struct CertificateRequestTests {
    private static let enrollment = """
        {"enrollment-service":{"authentication":{"client-certificate-data":"Q0VSVA==","client-key-data":""},\
        "service":{"certificate-authority-data":"Q0E=","server":"https://agents:7443"},"enrollment-ui-endpoint":""}}
        """

    /// A server that issues at the second question.
    private static func issuing() -> @Sendable (Asked) -> Canned {
        let questions = Mutex(0)
        return { asked in
            if asked.method == "POST" { return Canned(status: 201, body: String(decoding: asked.body, as: UTF8.self)) }
            if asked.target.hasPrefix("/api/v1/enrollmentconfig?csr=") { return Canned(body: enrollment) }
            let count = questions.withLock { count in
                count += 1
                return count
            }
            let certificate = count > 1 ? #""certificate":"Q0VSVA==","# : ""
            return Canned(
                body: Samples.object("CertificateSigningRequest", "x", #""status":{\#(certificate)"conditions":[]}"#))
        }
    }

    private func command(
        form: CertificateRequestCommand.Form = .embedded, name: String? = nil, directory: String?
    ) throws -> CertificateRequestCommand {
        try CertificateRequestCommand(
            name: name, expiration: "7d", signer: "enrollment", form: form, directory: directory)
    }

    @Test("P9: an embedded configuration holds the key in one file of mode 0600, and nothing secret is printed")
    func embedded() async throws {
        try await withScratchDirectory { directory in
            let run = try await run(
                command(directory: "\(directory)/agent"), isInteractive: false, answer: Self.issuing())
            #expect(run.error == nil)
            #expect(run.output.isEmpty)
            #expect(try mode(of: "\(directory)/agent/config.yaml") == 0o600)
            let file = try configuration("\(directory)/agent")
            #expect(file["service"]?.text("server") == "https://agents:7443")
            #expect(file["service"]?.text("certificate-authority-data") == "Q0E=")
            #expect(file["authentication"]?.text("client-certificate-data") == "Q0VSVA==")
            let key = try #require(file["authentication"]?.text("client-key-data"))
            let pem = try #require(Data(base64Encoded: key))
            #expect(throws: Never.self) { try SigningKey(pem: Secret(pem)) }
            #expect(!run.notes.joined().contains(key))
        }
    }

    @Test("The request that is sent is good for the enrolment signer: name, subject, usages, validity")
    func request() async throws {
        try await withScratchDirectory { directory in
            let run = try await run(command(name: "lab", directory: directory), answer: Self.issuing())
            let sent = try #require(run.requests.first { $0.method == "POST" }?.json)
            let name = try #require(sent.text("metadata", "name"))
            #expect(name.hasPrefix("client-enrollment-lab-"))
            #expect(sent.text("spec", "signerName") == "flightctl.io/enrollment")
            #expect(sent["spec"]?["usages"]?.elements?.compactMap(\.string) == ["clientAuth", "CA:false"])
            #expect(sent["spec"]?["expirationSeconds"]?.integer == 604_800)
            let encoded = try #require(sent.text("spec", "request"))
            let pem = try #require(Data(base64Encoded: encoded))
            #expect(try CertificateRequest(pem: String(decoding: pem, as: UTF8.self)).commonName == name)
            #expect(run.lines.last == "GET /api/v1/enrollmentconfig?csr=\(name)")
        }
    }

    @Test("A configuration by reference names files beside it, all of mode 0600")
    func reference() async throws {
        try await withScratchDirectory { directory in
            let run = try await run(command(form: .reference, directory: directory), answer: Self.issuing())
            #expect(run.error == nil)
            let file = try configuration(directory)
            let names = [
                file["service"]?.text("certificate-authority"), file["authentication"]?.text("client-certificate"),
                file["authentication"]?.text("client-key"),
            ].compactMap { $0 }
            #expect(names == ["certs/ca.crt", "certs/client-enrollment.crt", "certs/client-enrollment.key"])
            for name in names { #expect(try mode(of: "\(directory)/\(name)") == 0o600) }
            #expect(try AtomicFile.read("\(directory)/certs/client-enrollment.crt") == Array("CERT".utf8))
            #expect(try AtomicFile.read("\(directory)/certs/ca.crt") == Array("CA".utf8))
        }
    }

    @Test("A name that is taken is made anew")
    func conflict() async throws {
        try await withScratchDirectory { directory in
            let issuing = Self.issuing()
            let names = Mutex<Set<String>>([])
            let run = try await run(command(directory: directory)) { asked in
                guard asked.method == "POST" else { return issuing(asked) }
                let count = names.withLock { names in
                    names.insert(asked.json?.text("metadata", "name") ?? "")
                    return names.count
                }
                return count < 3 ? .refusal(409, "exists") : issuing(asked)
            }
            #expect(run.error == nil)
            #expect(names.withLock { $0.count } == 3)
        }
    }

    @Test(
        "A request that the server fails, denies or refuses leaves no configuration",
        arguments: ["Failed", "Denied", "400"])
    func refused(how: String) async throws {
        try await withScratchDirectory { directory in
            let run = try await run(command(directory: directory)) { asked in
                if asked.method == "POST" {
                    return how == "400" ? .refusal(400, "bad signer") : Canned(status: 201, body: "{}")
                }
                let condition = Samples.condition(how, message: "not so")
                return Canned(
                    body: Samples.object("CertificateSigningRequest", "x", #""status":{"conditions":[\#(condition)]}"#))
            }
            #expect(run.error?.code == (how == "400" ? .refused(status: 400) : .certificate))
            #expect(try AtomicFile.read("\(directory)/config.yaml") == nil)
        }
    }

    @Test("Another signer is not waited for, and the key is kept")
    func otherSigner() async throws {
        try await withScratchDirectory { directory in
            let command = try CertificateRequestCommand(
                name: "svc-metrics", expiration: "12h", signer: "flightctl.io/server-svc", form: .embedded,
                directory: directory)
            let run = try await run(command) { Canned(status: 201, body: String(decoding: $0.body, as: UTF8.self)) }
            #expect(run.error == nil)
            #expect(run.requests.map(\.method) == ["POST"])
            #expect(try mode(of: "\(directory)/certs/svc-metrics.key") == 0o600)
        }
    }

    @Test(
        "Names and times that mean nothing are wrong usage",
        arguments: [
            ("", "7d"), ("A", "7d"), ("a/b", "7d"), ("-a", "7d"), ("..", "7d"), ("a", "7"), ("a", "d"), ("a", "0d"),
            ("a", "-1d"),
            ("a", "1y"), ("a", "999999999999999999999d"), ("a", ""),
        ])
    func wrong(name: String, expiration: String) {
        #expect(throws: ClientError(.usage, "")) {
            try CertificateRequestCommand(
                name: name, expiration: expiration, signer: "enrollment", form: .embedded, directory: nil)
        }
    }

    @Test("enrollmentconfig prints the agent's configuration, with a key that is given")
    func enrollmentConfig() async throws {
        try await withScratchDirectory { directory in
            try AtomicFile.write(Array("KEY".utf8), to: "\(directory)/key", mode: 0o600)
            let command = try EnrollmentConfigCommand(request: "r 1", keyFile: "\(directory)/key")
            let run = try await run(command, ["GET /api/v1/enrollmentconfig?csr=r%201": Canned(body: Self.enrollment)])
            let documents = try YAML.documents(in: Array(run.output.utf8))
            let file = try #require(documents.first?["enrollment-service"])
            #expect(file["authentication"]?.text("client-key-data") == "S0VZ")
            #expect(file["enrollment-ui-endpoint"] == nil)
        }
    }

    private func configuration(_ directory: String) throws -> Node {
        let stored = try AtomicFile.read("\(directory)/config.yaml")
        let bytes = try #require(stored)
        let documents = try YAML.documents(in: bytes)
        return try #require(documents.first?["enrollment-service"])
    }
}
