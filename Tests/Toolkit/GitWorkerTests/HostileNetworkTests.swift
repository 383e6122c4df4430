import Git
import Glibc
import TestSupport
import Testing

@Suite("Git servers that fail")
struct HostileNetworkTests {
    @Test("A server that accepts and says nothing costs the deadline and no more")
    func silence() async throws {
        var limits = GitLimits()
        limits.deadline = .seconds(1)
        try await Scene.with(limits: limits) { scene in
            scene.host.behave(.silence)
            let error = await failure { try await scene.mirrors.resolve(scene.remote(), reference: "main") }
            #expect(error?.code == .timeout)
        }
    }

    @Test("A call that is cancelled while a server is silent ends")
    func cancellation() async throws {
        try await Scene.with { scene in
            scene.host.behave(.silence)
            let call = Task { try await scene.mirrors.resolve(scene.remote(), reference: "main") }
            await scene.host.arrival(ofRequests: 1)
            call.cancel()
            #expect(await failure { try await call.value }?.code == .cancelled)
        }
    }

    @Test(
        "An HTTP status is told as what it means",
        arguments: [
            (401, GitError.Code.authentication), (403, .authentication), (404, .repositoryNotFound),
            (410, .repositoryNotFound),
            (429, .unreachable), (500, .unreachable), (503, .unreachable),
        ])
    func status(_ status: Int, _ code: GitError.Code) async throws {
        try await Scene.with { scene in
            scene.host.behave(.status(status))
            let error = await failure { try await scene.mirrors.resolve(scene.remote(), reference: "main") }
            #expect(error?.code == code)
            #expect(error?.fix.isEmpty == false)
        }
    }

    @Test("What is not a git server is not taken for one")
    func notGit() async throws {
        try await Scene.with { scene in
            scene.host.behave(.status(200))
            let error = await failure { try await scene.mirrors.resolve(scene.remote(), reference: "main") }
            #expect(error?.code == .unreachable || error?.code == .badAnswer)
        }
    }

    @Test("A redirect to another host is not followed, and no credential goes there (P9)")
    func redirect() async throws {
        try await Scene.with { scene in
            try await GitHost.with { other in
                scene.host.behave(.redirect(other.url.replacing("127.0.0.1", with: "localhost")))
                for credential in [
                    GitCredential.token("canary-token"), .password(username: "canary", password: "canary"),
                ] {
                    let error = await failure {
                        try await scene.mirrors.resolve(scene.remote(credential), reference: "main")
                    }
                    #expect(error?.code == .unreachable)
                    #expect(error?.message.contains("redirects to another host") == true)
                }
                #expect(other.requests.isEmpty)
            }
        }
    }

    @Test("A redirect from HTTPS to plain HTTP is not followed (P9)")
    func downgrade() async throws {
        let certificate = try TestCertificate()
        try await Scene.with(tls: certificate) { scene in
            try await GitHost.with { other in
                scene.host.behave(.redirect(other.url.replacing("127.0.0.1", with: "localhost")))
                let remote = GitRemote(
                    organization: "acme", url: scene.repository.url, credential: .token("canary-token"),
                    caCertificates: try certificate.authorityPEM())
                #expect(
                    await failure { try await scene.mirrors.resolve(remote, reference: "main") }?.code == .unreachable)
                #expect(other.requests.isEmpty)
            }
        }
    }

    @Test("A refused connection is an error that names the address")
    func refused() async throws {
        try await Scene.with { scene in
            let remote = GitRemote(organization: "acme", url: "http://127.0.0.1:1/a.git")
            let error = await failure { try await scene.mirrors.resolve(remote, reference: "main") }
            #expect(error?.code == .unreachable)
            #expect(error?.message.contains("http://127.0.0.1:1/a.git") == true)
        }
    }

    static let brokenPacks: [GitHostBehaviour] = [
        .cutPack(after: 40, reset: true), .cutPack(after: 3000, reset: true), .cutPack(after: 40, reset: false),
        .cutPack(after: 3000, reset: false), .flipBit(at: 3000), .flipBit(at: 12_000),
    ]

    @Test(
        "A pack that breaks off or is damaged changes nothing, and the next fetch succeeds (P3)", arguments: brokenPacks
    )
    func brokenPack(_ behaviour: GitHostBehaviour) async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            let first = try await scene.fetch()
            let noise = (0..<20_000).map { _ in UInt8.random(in: 0...255) }
            try await scene.repository.commit(["a": .text("2"), "noise": .file(noise)])
            let second = try await scene.mirrors.resolve(scene.remote(), reference: "main")
            scene.host.behave(behaviour)
            let error = await failure {
                try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: second)
            }
            #expect(
                [.unreachable, .badAnswer, .commitNotFound, .corrupt].contains(error?.code),
                "\(String(describing: error))")
            #expect(try await scene.files(first).texts == ["a": "1"])
            scene.host.behave(.serve)
            #expect(try await scene.fetch() == second)
            #expect(try await scene.files(second, since: first).files.first { $0.path == "noise" }?.content == noise)
        }
    }

    @Test("A transfer above the limit is stopped (P10)")
    func transferLimit() async throws {
        var limits = GitLimits()
        limits.maxTransferBytes = 50_000
        try await Scene.with(limits: limits) { scene in
            try await scene.repository.commit(["noise": .file((0..<400_000).map { _ in UInt8.random(in: 0...255) })])
            #expect(await failure { try await scene.fetch() }?.code == .tooLarge)
        }
    }

    @Test("A file that unpacks to more than a worker's memory is listed by its size and not read (P10)")
    func zipBomb() async throws {
        var limits = GitLimits()
        limits.maxMemoryBytes = 100 << 20
        try await Scene.with(limits: limits) { scene in
            let file = "\(scene.repository.directory)/zeros"
            close(open(file, O_WRONLY | O_CREAT, 0o600))
            #expect(truncate(file, 128 << 20) == 0)
            let blob = try await scene.repository.git("hash-object", "-w", "--no-filters", file)
            try await scene.repository.commit(tree: "100644 blob \(blob)\tzeros\n")
            let delta = try await scene.files(try await scene.fetch())
            #expect(delta.files.map(\.size) == [128 << 20])
            #expect(delta.files.map { $0.content == nil } == [true])
        }
    }

    @Test("More objects than the limit are refused (P10)")
    func objectLimit() async throws {
        var limits = GitLimits()
        limits.maxObjects = 10
        try await Scene.with(limits: limits) { scene in
            try await scene.repository.commit(
                Dictionary(uniqueKeysWithValues: (0..<50).map { ("\($0)", .text("\($0)")) }))
            #expect(await failure { try await scene.fetch() }?.code == .tooLarge)
        }
    }
}
