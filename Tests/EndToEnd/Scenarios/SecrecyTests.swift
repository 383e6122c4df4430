import FoundationEssentials
import NIOHTTP1
import TestSupport
import Testing

@Suite("Secrets")
struct SecrecyTests {
    private static let canary = "canary-7f3e9d2b41c8"

    private static func bootstrap(_ url: String) -> String {
        Manifests.bootstrap(
            url: url,
            http: """
                  httpConfig:
                    username: robot
                    password: \(canary)
                """)
    }

    @Test("P9: the password of a repository works, and stands in no log, event, answer or metric, nor readable on disk")
    func password() async throws {
        let settings = Server.Settings(arguments: ["--log-level", "trace"])
        let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]
        try await Installation.with(files, settings: settings, bootstrap: Self.bootstrap) { installation in
            installation.host.requireBasic(username: "robot", password: Self.canary)
            let device = try await installation.enrolled("kiosk-1")
            try await device.file("/etc/motd", becomes: "one")
            // Errors quote more than successes do.
            installation.host.requireBasic(username: "robot", password: "another")
            _ = try await installation.condition("Accessible", becomes: "False")
            installation.host.behave(.redirect("http://robot:\(Self.canary)@127.0.0.1:1"))
            try await installation.repository.commit(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "two"))])
            _ = try await installation.condition("Accessible", becomes: "False")

            for (place, text) in try await everythingSaid(by: installation) {
                #expect(!text.isEmpty, "\(place)")
                #expect(!text.contains(Self.canary), "\(place)")
                #expect(!text.contains(Data(Self.canary.utf8).base64EncodedString()), "\(place)")
                #expect(!text.contains(Data("robot:\(Self.canary)".utf8).base64EncodedString()), "\(place)")
            }
            try await installation.server.stop()
            #expect(paths(in: installation.sandbox.folder, holding: Self.canary) == ["bootstrap/git.yaml"])
        }
    }

    /// Repositories that hold the canary in every field that may hold a credential, none of which can be reached with it.
    private static func repositories(_ url: String) -> String {
        let key = Data("-----BEGIN PRIVATE KEY-----\n\(canary)\n-----END PRIVATE KEY-----\n".utf8)
            .base64EncodedString()
        let fields = [
            ("password", url, "httpConfig: {username: robot, password: \(canary)}"),
            ("token", url, "httpConfig: {token: eyJhbGciOiJub25lIn0.\(canary).c2ln}"),
            ("client-key", url, "httpConfig: {tls.crt: \(key), tls.key: \(key)}"),
            ("password-ref", url, "httpConfig: {username: robot, passwordRef: {file: git/password}}"),
            ("token-ref", url, "httpConfig: {tokenRef: {env: MARTLET_SECRET_CANARY}}"),
            ("key-ref", url, "httpConfig: {tls.crt: \(key), tlsKeyRef: {file: git/password}}"),
            (
                "ssh-key", "ssh://git@127.0.0.1:1/a",
                "sshConfig: {sshPrivateKey: \(key), privateKeyPassphrase: \(canary)}"
            ),
            (
                "ssh-refs", "ssh://git@127.0.0.1:1/b",
                """
                sshConfig:
                    sshPrivateKeyRef: {file: git/password}
                    privateKeyPassphraseRef: {env: MARTLET_SECRET_CANARY}
                    knownHosts: "127.0.0.1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH4vYsT2bkmL5MSkmjkmPzqL4rp8jmM8cJr3u5vB1yQh"
                """
            ),
            (
                "forge", url,
                """
                webhookSecretRef: {env: MARTLET_SECRET_CANARY}
                  commitStatus: {provider: gitea, apiURL: "http://127.0.0.1:1", tokenRef: {env: MARTLET_SECRET_CANARY}}
                """
            ),
        ]
        let registry = "---\n" + Manifests.registry("registry", host: "127.0.0.1:1", password: canary)
        return fields.map { name, address, field in
            Manifests.repository(name, url: address, http: "  \(field)") + "---\n" + Manifests.sync(name, of: name)
        }.joined(separator: "---\n") + registry
    }

    @Test("P9: a canary in every field that may hold a credential, or where one refers to, is told nowhere")
    func everyField() async throws {
        let settings = Server.Settings(
            arguments: ["--log-level", "trace"],
            environment: { ["MARTLET_SECRET_CANARY": Self.canary, "MARTLET_SECRETS_DIR": "\($0)/secrets"] })
        let bootstrap: @Sendable (String) -> String = {
            Manifests.bootstrap(url: $0) + "---\n" + Self.repositories($0)
        }
        let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]
        try await Installation.with(files, settings: settings, bootstrap: bootstrap, starts: false) { installation in
            try installation.write(Self.canary + "\n", "secrets/git/password")
            installation.host.requireBasic(username: "robot", password: "another")
            try await installation.server.start()
            for name in [
                "password", "token", "client-key", "password-ref", "token-ref", "key-ref", "ssh-key", "ssh-refs",
                "forge",
            ] {
                let condition = try await installation.condition("Accessible", becomes: "False", of: name)
                #expect(!condition.message.contains(Self.canary), "\(name)")
            }
            // A registry has no sync: its probe says that it cannot be reached.
            try await eventually("the registry to be probed") {
                try await installation.users.condition("Accessible", of: "repositories/registry")?.status == "False"
            }
            for (place, text) in try await everythingSaid(by: installation) {
                #expect(!text.contains(Self.canary), "\(place)")
                #expect(!text.contains(Data(Self.canary.utf8).base64EncodedString()), "\(place)")
                #expect(!text.contains(Data("robot:\(Self.canary)".utf8).base64EncodedString()), "\(place)")
            }
            try await installation.server.stop()
            let holding = paths(in: installation.sandbox.folder, holding: Self.canary)
            #expect(Set(holding) == ["bootstrap/git.yaml", "secrets/git/password"])
        }
    }

    private func everythingSaid(by installation: Installation) async throws -> [String: String] {
        var said = ["log": installation.server.log.text]
        let kinds = [
            "repositories", "resourcesyncs", "fleets", "devices", "events", "enrollmentrequests",
            "certificatesigningrequests",
        ]
        for path in kinds + ["repositories/fleet-repository", "fleets/kiosk/templateversions", "enrollmentconfig"] {
            said[path] = try await installation.users.get("/api/v1/\(path)").text
        }
        for format in ["json", "yaml", "wide"] {
            said["martlet -o \(format)"] = try installation.output(
                await installation.martlet("get", "repositories", "-o", format))
        }
        let metrics = "http://127.0.0.1:\(installation.server.metricsPort)/metrics"
        said["metrics"] = try await Answer.of(.GET, metrics).text
        return said
    }

    /// Files below a folder that hold a text, relative to it.
    private func paths(in folder: String, holding text: String) -> [String] {
        let wanted = Data(text.utf8)
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return paths.filter { FileManager.default.contents(atPath: "\(folder)/\($0)")?.firstRange(of: wanted) != nil }
    }

    @Test("P9: the state directory's keys and tokens are readable by their owner alone")
    func modes() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "one"))]) { installation in
            let state = installation.server.state
            try await installation.eventuallyInForce(installation.repository.git("rev-parse", "main"))
            for file in ["admin.token", "keys/state.key", "pki/ca.key", "pki/server.key"] {
                #expect(try mode(of: "\(state)/\(file)") == 0o600, "\(file)")
            }
            for folder in ["keys", "pki", "git"] {
                #expect(try mode(of: "\(state)/\(folder)") & 0o077 == 0, "\(folder)")
            }
            for path in ["devices", "repositories", "events", "enrollmentconfig"] {
                let answer = try await Answer.of(
                    .GET, "http://127.0.0.1:\(installation.server.userPort)/api/v1/\(path)")
                #expect(answer.status == 400, "\(path)")
                let wrong = try await Answer.of(
                    .GET, "http://127.0.0.1:\(installation.server.userPort)/api/v1/\(path)", token: "mt_wrong")
                #expect(wrong.status == 401, "\(path)")
            }
        }
    }
}
