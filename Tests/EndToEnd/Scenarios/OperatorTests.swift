import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@Suite("Operators and git hosts")
struct OperatorTests {
    private static let secret = "known to host and server"
    /// A server that asks by the clock once an hour: whatever happens sooner was told to it.
    private static let settings = Server.Settings(
        syncInterval: "1h", environment: { _ in ["MARTLET_SECRET_HOOK": secret] })

    private static func bootstrap(_ url: String) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Repository
        metadata: {name: fleet-repository}
        spec: {type: git, url: "\(url)", webhookSecretRef: {env: MARTLET_SECRET_HOOK}}
        ---
        apiVersion: flightctl.io/v1beta1
        kind: ResourceSync
        metadata: {name: fleets}
        spec: {repository: fleet-repository, targetRevision: main, path: /fleets}

        """
    }

    @Test(
        "A push that a webhook tells of is applied; a pin takes it back until the next commit; a suspension holds all up"
    )
    func day() async throws {
        let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]
        try await Installation.with(files, settings: Self.settings, bootstrap: Self.bootstrap) { installation in
            let first = try await value("the first commit") { try await installation.commitInForce() }
            let second = try await installation.commit("two")
            #expect(try await installation.hook(secret: "wrong") == 401)
            #expect(try await installation.hook(secret: Self.secret) == 202)
            try await installation.eventuallyInForce(second)

            try installation.output(
                await installation.martlet("sync", "pin", "fleets", String(first.prefix(12)), "--reason", "broken"))
            try await installation.eventuallyInForce(first)
            let held = try installation.output(await installation.martlet("sync", "now", "fleets"))
            #expect(held == "Nothing new: commit \(first.prefix(12)) is in force.\n")
            #expect(try await installation.users.condition("Pinned", of: "resourcesyncs/fleets")?.status == "True")

            let third = try await installation.commit("three")
            let applied = try installation.output(await installation.martlet("sync", "now", "fleets"))
            #expect(applied == "Applied \(third.prefix(12)): 1 changed.\n")
            #expect(try await installation.users.condition("Pinned", of: "resourcesyncs/fleets")?.status == "False")

            try installation.output(
                await installation.martlet("sync", "suspend", "fleets", "--reason", "inventory", "--for", "2h"))
            let fourth = try await installation.commit("four")
            let refused = try await installation.martlet("sync", "now", "fleets")
            #expect(refused.status == 1 && refused.errors.contains("inventory"))
            #expect(try await installation.hook(secret: Self.secret) == 202)
            #expect(try await installation.commitInForce() == third)
            try installation.output(await installation.martlet("sync", "resume", "fleets"))
            try await installation.eventuallyInForce(fourth)

            try await installation.repository.commit(["fleets/kiosk.yaml": .text("kind: Fleet\n")])
            let wrong = try await installation.martlet("sync", "now", "fleets")
            #expect(wrong.status == 1 && wrong.errors.contains("fleets/kiosk.yaml:1"), "\(wrong.errors)")
            let history = try installation.output(await installation.martlet("sync", "history", "fleets"))
            let lines = history.split(separator: "\n")
            #expect(lines.count == 7, "\(history)")
            #expect(lines[1].contains("failed") && lines[1].contains("fleets/kiosk.yaml:1"))
            #expect(lines.dropFirst(2).allSatisfy { $0.contains("applied") && $0.contains("Ada Example") })
        }
    }

    @Test("P4: blame names the commit, the author and the place of what a device runs")
    func blame() async throws {
        let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]
        try await Installation.with(files, settings: Self.settings, bootstrap: Self.bootstrap) { installation in
            let device = try await installation.enrolled("kiosk-1")
            try await device.file("/etc/motd", becomes: "one")
            let first = try #require(try await installation.commitInForce())
            let name = try #require(try await installation.store.text("select name from device", []))
            let told = try installation.output(await installation.martlet("blame", "device", name))
            let line = try #require(told.split(separator: "\n").first { $0.hasPrefix("file /etc/motd") })
            for text in [String(first.prefix(12)), "Ada Example", "fleets/kiosk.yaml:", "spec.template.spec.config[0]"]
            {
                #expect(line.contains(text), "\(told)")
            }
        }
    }
}

extension Installation {
    fileprivate func commit(_ content: String) async throws -> String {
        try await repository.commit(["fleets/kiosk.yaml": .text(Manifests.fleet(content: content))])
    }

    /// Tells the server of a push as GitLab does. Returns what it answers.
    fileprivate func hook(secret: String) async throws -> Int {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(server.userPort)/api/v1/webhooks/gitlab")
        request.method = .POST
        request.headers.add(name: "X-Gitlab-Event", value: "Push Hook")
        request.headers.add(name: "X-Gitlab-Token", value: secret)
        request.body = .bytes(ByteBuffer(string: #"{"project":{"git_http_url":"\#(repository.url)"}}"#))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        _ = try await response.body.collect(upTo: 1 << 16)
        return Int(response.status.code)
    }
}
