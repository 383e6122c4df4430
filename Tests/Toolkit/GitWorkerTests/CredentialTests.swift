import Git
import TestSupport
import Testing

@Suite("Being let in")
struct CredentialTests {
    @Test("User and password, or a token, are given to the server")
    func accepted() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            scene.host.requireBasic(username: "ada", password: "right: ü")
            _ = try await scene.fetch("main", .password(username: "ada", password: "right: ü"))
            scene.host.require(authorization: "Bearer a.b.c")
            _ = try await scene.fetch("main", .token("a.b.c"))
        }
    }

    @Test(
        "A wrong credential is offered once, and never shown (P9)",
        arguments: [
            GitCredential.password(username: "ada", password: "canary-word"), .token("canary-token"),
        ])
    func refused(_ credential: GitCredential) async throws {
        try await Scene.with { scene in
            scene.host.requireBasic(username: "ada", password: "right")
            let error = await failure { try await scene.mirrors.resolve(scene.remote(credential), reference: "main") }
            #expect(error?.code == .authentication)
            #expect(error?.description.contains("canary") == false)
            #expect(scene.host.requests.count { $0.authorization != nil } == 1)
        }
    }

    @Test("A server that asks, when no credential is configured, is an error that says so")
    func missing() async throws {
        try await Scene.with { scene in
            scene.host.requireBasic(username: "ada", password: "right")
            let error = await failure { try await scene.mirrors.resolve(scene.remote(), reference: "main") }
            #expect(error?.code == .authentication)
            #expect(error?.message.contains("none is configured") == true)
        }
    }

    @Test(
        "A credential that could forge a header is refused before anything is sent",
        arguments: [
            GitCredential.token("a\r\nX-Evil: 1"), .token("a b"), .token(""),
            .password(username: "a\nb", password: "c"), .password(username: "a:b", password: "c"),
            .password(username: "a", password: "\u{0}"),
        ])
    func malformed(_ credential: GitCredential) async throws {
        try await Scene.with { scene in
            let error = await failure { try await scene.mirrors.resolve(scene.remote(credential), reference: "main") }
            #expect(error?.code == .invalidRequest)
            #expect(scene.host.requests.isEmpty)
        }
    }
}

@Suite("Who the server is")
struct TrustTests {
    static func remote(_ scene: Scene, _ authority: [UInt8]?, skip: Bool = false) -> GitRemote {
        GitRemote(
            organization: "acme", url: scene.repository.url, caCertificates: authority, skipServerVerification: skip)
    }

    @Test("A certificate of an authority that is trusted is accepted; verification can be switched off")
    func accepted() async throws {
        let certificate = try TestCertificate()
        try await Scene.with(tls: certificate) { scene in
            let commit = try await scene.repository.commit(["a": .text("1")])
            let trusting = Self.remote(scene, try certificate.authorityPEM())
            let id = try await scene.mirrors.resolve(trusting, reference: "main")
            #expect(id.hex == commit)
            _ = try await scene.mirrors.fetch(trusting, reference: "main", commit: id)
            #expect(try await scene.mirrors.resolve(Self.remote(scene, nil, skip: true), reference: "main") == id)
        }
    }

    enum Flaw: CaseIterable { case unknownIssuer, otherIssuer, otherHost, expired, notPEM, emptyPEM }

    @Test(
        "A certificate that is not in order is refused, and nothing is asked of the server (P9)",
        arguments: Flaw.allCases)
    func refused(_ flaw: Flaw) async throws {
        let certificate = try TestCertificate(
            host: flaw == .otherHost ? "git.example.com" : "localhost", expired: flaw == .expired)
        let authority: [UInt8]? =
            switch flaw {
            case .unknownIssuer: nil
            case .otherIssuer: try TestCertificate().authorityPEM()
            case .otherHost, .expired: try certificate.authorityPEM()
            case .notPEM: Array("not a certificate".utf8)
            case .emptyPEM: []
            }
        try await Scene.with(tls: certificate) { scene in
            let error = await failure {
                try await scene.mirrors.resolve(Self.remote(scene, authority), reference: "main")
            }
            #expect(error?.code == .tls)
            #expect(scene.host.requests.isEmpty)
        }
    }
}
