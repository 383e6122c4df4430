import Nodes
import TestSupport
import Testing

@Suite("What the forge is told")
struct CommitStatusTests {
    private static let token = "forge-canary-5c1e"

    private static func manifests(_ url: String, _ port: Int) -> String {
        let forge = """
              commitStatus:
                provider: gitea
                apiURL: http://127.0.0.1:\(port)/api/v1
                tokenRef: {env: MARTLET_SECRET_FORGE}
            """
        return Manifests.bootstrap(url: url, http: forge)
    }

    private static func settings() -> Server.Settings {
        var settings = Server.Settings()
        settings.environment = { _ in ["MARTLET_SECRET_FORGE": token] }
        return settings
    }

    /// Waits until the forge was told this of a commit, and returns the description.
    private static func told(
        _ state: String, of oid: String, _ forge: LoopbackServer, _ log: Log, rollouts: Bool = false
    ) async throws -> String {
        try await value("\(state) of \(oid); the log ends\n\(log.tail)") {
            forge.requests.lazy.filter { $0.target == "/api/v1/repos/acme/fleet/statuses/\(oid)" }
                .compactMap { try? JSON.parse($0.body) }
                .filter { ($0["context"]?.string?.hasSuffix("/rollouts") ?? false) == rollouts }
                .last { $0["state"]?.string == state }?["description"]?.string
        }
    }

    @Test("Each commit's outcome reaches the forge; one that fails holds up no sync; its token is in no log (P9)")
    func outcomes() async throws {
        let good = HostedChange.text(Manifests.fleet(content: "good"))
        try await LoopbackServer.with(answer: { request in
            String(decoding: request.body, as: UTF8.self).contains("failure") ? .reply(500) : .reply(201)
        }) { forge in
            let port = forge.port
            try await Installation.with(
                ["fleets/kiosk.yaml": good], in: "acme/fleet", settings: Self.settings(),
                bootstrap: { Self.manifests($0, port) }
            ) { installation in
                let log = installation.server.log
                let first = try await installation.repository.git("rev-parse", "main")
                #expect(try await Self.told("success", of: first, forge, log).hasPrefix("Applied: 1 created"))
                let done = try await Self.told("success", of: first, forge, log, rollouts: true)
                #expect(done == "1 of 1 fleet rolled out")
                let bad = try await installation.repository.commit(["fleets/bad.yaml": .text("kind: [")])
                #expect(
                    try await Self.told("failure", of: bad, forge, log).hasPrefix("Not applied: fleets/bad.yaml:1:"))
                let next = try await installation.repository.commit([
                    "fleets/bad.yaml": .delete, "fleets/more.yaml": .text(Manifests.fleet("more", content: "more")),
                ])
                try await installation.eventuallyInForce(next)
                #expect(try await Self.told("success", of: next, forge, log).hasPrefix("Applied: 1 created"))
                #expect(forge.requests.allSatisfy { $0.headers["authorization"] == "Bearer \(Self.token)" })
                try await eventually("the refusal of the forge to be in the log") {
                    log.text.contains("commit status not told")
                }
                #expect(!log.text.contains(Self.token))
            }
        }
    }
}
