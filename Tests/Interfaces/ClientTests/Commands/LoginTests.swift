import Nodes
import Secrets
import Testing

@testable import Client

@Suite("martlet login")
struct LoginTests {
    private static let organization = "11111111-2222-3333-4444-555555555555"
    private static let config = Canned(
        body:
            #"{"apiVersion":"flightctl.io/v1beta1","providers":[{"apiVersion":"flightctl.io/v1beta1","kind":"AuthProvider","metadata":{"name":"local"},"spec":{"providerType":"k8s","apiUrl":"x"}}],"organizationsEnabled":true}"#
    )
    private static let organizations = Samples.list("Organization", [Samples.object("Organization", organization)])

    /// Logs in and returns the transcript, the requests, and the file if one was written.
    private func login(
        token: String?, change: @Sendable (inout ConnectionFlags) -> Void = { _ in }, _ answers: [String: Canned]
    ) async throws -> (transcript: Transcript, lines: [String], file: String?, error: ClientError?) {
        try await withScratchDirectory { directory in
            let transcript = Transcript()
            let lines = AskedRequests()
            let failure = CaughtFailure()
            var flags = ConnectionFlags()
            flags.configDirectory = directory
            change(&flags)
            let given = flags
            try await FakeServer.run(answer: { answers["\($0.method) \($0.target)"] ?? .refusal(404, "unknown") }) {
                server in
                do {
                    let command = try LoginCommand(
                        url: "\(server.address)", token: token, flags: given, environment: [:])
                    try await command.run(transcript.terminal())
                } catch let error as ClientError {
                    failure.set(error)
                }
                server.requests.forEach { lines.add($0) }
            }
            let bytes = try AtomicFile.read("\(directory)/client.yaml")
            return (
                transcript, lines.all.map { "\($0.method) \($0.target)" },
                bytes.map { String(decoding: $0, as: UTF8.self) },
                failure.error
            )
        }
    }

    @Test("A good token and the first organization are remembered, and the token is not shown")
    func good() async throws {
        let result = try await login(
            token: "s3cret",
            [
                "GET /api/v1/auth/config": Self.config, "GET /api/v1/auth/validate": Canned(body: "{}"),
                "GET /api/v1/organizations": Self.organizations,
            ])
        #expect(result.error == nil)
        #expect(result.lines == ["GET /api/v1/auth/config", "GET /api/v1/auth/validate", "GET /api/v1/organizations"])
        let text = try #require(result.file)
        let documents = try YAML.documents(in: Array(text.utf8))
        let file = try #require(documents.first)
        #expect(file["authentication"]?["access-token"]?.string == "s3cret")
        #expect(file["organization"]?.string == Self.organization)
        #expect(!(result.transcript.output + result.transcript.notes.joined()).contains("s3cret"))
    }

    @Test("A server without authentication needs no token and gets none remembered")
    func open() async throws {
        let result = try await login(token: "s3cret", ["GET /api/v1/auth/config": .refusal(418, "Auth not configured")])
        #expect(result.error == nil)
        #expect(result.lines == ["GET /api/v1/auth/config"])
        #expect(result.file?.contains("http://localhost") == true)
        #expect(result.file?.contains("s3cret") == false)
    }

    @Test("A login that fails leaves no file", arguments: Failing.allCases)
    func failing(_ failing: Failing) async throws {
        let result = try await login(
            token: failing == .noToken ? nil : "s3cret",
            change: { if failing == .foreignOrganization { $0.organization = "99999999-2222-3333-4444-555555555555" } },
            failing.answers)
        #expect(result.error?.code == .refused(status: failing.status))
        #expect(result.file == nil)
        #expect(!"\(String(describing: result.error))".contains("s3cret"))
    }

    enum Failing: CaseIterable, Sendable {
        case noToken, wrongToken, noOrganization, foreignOrganization, brokenServer

        var status: Int {
            switch self {
            case .noToken, .wrongToken: 401
            case .noOrganization, .foreignOrganization: 403
            case .brokenServer: 500
            }
        }

        var answers: [String: Canned] {
            let valid = ["GET /api/v1/auth/config": LoginTests.config, "GET /api/v1/auth/validate": Canned(body: "{}")]
            return switch self {
            case .noToken: valid
            case .wrongToken:
                valid.merging(["GET /api/v1/auth/validate": .refusal(401, "failed to validate token")]) { $1 }
            case .noOrganization: valid.merging(["GET /api/v1/organizations": Samples.list("Organization", [])]) { $1 }
            case .foreignOrganization: valid.merging(["GET /api/v1/organizations": LoginTests.organizations]) { $1 }
            case .brokenServer: ["GET /api/v1/auth/config": .refusal(500, "broken")]
            }
        }
    }

    @Test("Two tokens are wrong usage")
    func twoTokens() {
        var flags = ConnectionFlags()
        flags.tokenFile = "x"
        #expect(throws: ClientError(.usage, "")) {
            try LoginCommand(url: "https://x", token: "a", flags: flags, environment: ["HOME": "/nonexistent"])
        }
    }
}
