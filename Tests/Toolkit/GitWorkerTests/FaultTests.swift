import FoundationEssentials
import Git
import Glibc
import Secrets
import TestSupport
import Testing

@Suite("Servers that misbehave below git (P10)")
struct FaultTests {
    static let advertisement = ["Content-Type": "application/x-git-upload-pack-advertisement"]

    /// Asks a server for its main branch, which must fail.
    private static func refusal(
        _ answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer, limits: GitLimits = GitLimits(),
        _ change: @escaping @Sendable (inout GitRemote) -> Void = { _ in }
    ) async throws -> GitError? {
        try await LoopbackServer.with(answer: answer) { server in
            try await Scene.outcome(of: "http://127.0.0.1:\(server.port)/a.git", limits: limits, change)
        }
    }

    @Test(
        "How long a server asks us to stay away comes with the error", arguments: [429, 503, 403])
    func retryAfter(_ status: Int) async throws {
        let error = try await Self.refusal { _ in .reply(status, ["Retry-After": "120"], Array("canary".utf8)) }
        #expect(error?.retryAfter == .seconds(120))
        #expect(error?.description.contains("canary") == false)
        let without = try await Self.refusal { _ in .reply(status) }
        #expect(without?.retryAfter == nil)
    }

    @Test(
        "An address that is not allowed is never connected to, by name or by number (P9)",
        arguments: [
            "127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]",
        ])
    func refusedAddress(_ host: String) async throws {
        try await LoopbackServer.with(answer: { _ in .reply(200) }) { server in
            let error = try await Scene.outcome(
                of: "http://\(host):\(server.port)/a.git", network: GitNetwork()
            ) { $0.credential = .token("canary") }
            #expect(error?.code == .addressRefused)
            #expect(error?.fix.contains("--allow-private-addresses") == true)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("A server that stops in the middle costs the time that it may be silent")
    func silence() async throws {
        var limits = GitLimits()
        limits.maxSilence = .milliseconds(300)
        let error = try await Self.refusal({ _ in .silence }, limits: limits)
        #expect(error?.code == .timeout)
    }

    @Test("A server that sends a byte at a time costs the deadline and no more")
    func drip() async throws {
        var limits = GitLimits()
        limits.deadline = .seconds(2)
        try await Scene.with(limits: limits) { scene in
            try await scene.repository.commit(["a": .text("1")])
            scene.host.behave(.drip)
            let error = await failure { try await scene.mirrors.resolve(scene.remote(), reference: "main") }
            #expect(error?.code == .timeout)
        }
    }

    static let nonsense: [[UInt8]] = [
        [], Array("0000".utf8), Array("canary".utf8), Array("001e# service=git-upload-pack\n".utf8),
        Array("001e# service=git-upload-pack\n0000ffff".utf8), Array("001e# service=git-upload-pack\n0000zzzz".utf8),
        Array("001e# service=git-upload-pack\n00000010ERR canary".utf8), [UInt8](repeating: 0, count: 100_000),
    ]

    @Test("What claims to be git and is not is an error", arguments: nonsense)
    func notGit(_ body: [UInt8]) async throws {
        let error = try await Self.refusal { _ in .reply(200, Self.advertisement, body) }
        #expect([.badAnswer, .unreachable, .referenceNotFound].contains(error?.code), "\(String(describing: error))")
    }

    @Test("A redirect on the same server is followed, with the credential, and the pack is asked for there")
    func redirect() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            scene.host.behave(.move(from: "/old/name", to: "/fleet.git"))
            var remote = scene.remote(.token("t"))
            remote.url = "\(scene.host.url)/old/name"
            scene.host.require(authorization: "Bearer t")
            let commit = try await scene.mirrors.resolve(remote, reference: "main")
            let found = try await scene.mirrors.fetch(remote, reference: "main", commit: commit)
            #expect(found.id == commit)
            #expect(scene.host.requests.last?.uri == "/fleet.git/git-upload-pack")
        }
    }

    @Test(
        "A redirect that leads in a circle, away from git or nowhere is not followed",
        arguments: [
            "/a.git/info/refs?service=git-upload-pack", "/login", "/b.git/info/refs", "", "file:///etc/passwd",
            "http://169.254.169.254/a.git/info/refs?service=git-upload-pack",
        ])
    func badRedirect(_ location: String) async throws {
        let error = try await Self.refusal({ _ in .reply(302, ["Location": location]) }) {
            $0.credential = .password(username: "canary", password: "canary")
        }
        #expect(error?.code == .unreachable)
        #expect(error?.description.contains("canary") == false)
    }

    @Test("A hundred thousand references are read; more than the limit are refused")
    func manyReferences() async throws {
        let id = String(repeating: "1", count: 40)
        var body = Array("001e# service=git-upload-pack\n0000".utf8)
        func line(_ text: String) {
            let size = String(text.utf8.count + 4, radix: 16)
            body += Array((String(repeating: "0", count: 4 - size.count) + size + text).utf8)
        }
        line("\(id) refs/heads/main\0side-band-64k ofs-delta\n")
        for number in 0..<100_000 { line("\(id) refs/tags/release-\(number)\n") }
        body += Array("0000".utf8)
        let references = body
        try await LoopbackServer.with(answer: { _ in .reply(200, Self.advertisement, references) }) { server in
            try await withTemporaryDirectory { directory in
                let remote = GitRemote(organization: "o", url: "http://127.0.0.1:\(server.port)/a.git")
                let found = try await Scene.mirrors(directory).resolve(remote, reference: "main")
                #expect(found.hex == id)
            }
        }
        var limits = GitLimits()
        limits.maxReferences = 100_000
        let error = try await Self.refusal({ _ in .reply(200, Self.advertisement, references) }, limits: limits)
        #expect(error?.code == .tooLarge)
    }

    @Test("A transfer stops at the byte limit, and leaves nothing behind")
    func hugeBlob() async throws {
        var limits = GitLimits()
        limits.maxTransferBytes = 4 << 20
        try await Scene.with(limits: limits) { scene in
            try await scene.repository.git("config", "core.compression", "0")
            try await scene.repository.commit(["a": .text("1")])
            let first = try await scene.fetch()
            try await scene.repository.commit(["huge": .file([UInt8](repeating: 7, count: 64 << 20))])
            try await scene.repository.git("repack", "-a", "-d", "-F", "--depth=0")
            let second = try await scene.mirrors.resolve(scene.remote(), reference: "main")
            let error = await failure {
                try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: second)
            }
            #expect(error?.code == .tooLarge)
            #expect(error?.message.contains("\(4 << 20) bytes") == true)
            #expect(try await scene.files(first).texts == ["a": "1"])
            // The next fetch, whatever it brings, clears what a stopped one left.
            _ = await failure {
                try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: second)
            }
            let packs = try FileManager.default.contentsOfDirectory(
                atPath: "\(try scene.mirrorOnDisk())/objects/pack")
            #expect(packs.allSatisfy { $0.hasPrefix("pack-") }, "\(packs)")
        }
    }

    @Test("A file system that takes no more is an error that says so, and the mirror is as it was (P3)")
    func fullDisk() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            let first = try await scene.fetch()
            try await scene.repository.commit(["noise": .file((0..<400_000).map { _ in UInt8.random(in: 0...255) })])
            let second = try await scene.mirrors.resolve(scene.remote(), reference: "main")
            // The largest file that the worker may write, in blocks of 512 bytes.
            let worker = TestPrograms.path("git-worker-for-tests")
            let confined = Scene.mirrors(scene.directory, command: ["/bin/sh", "-c", "ulimit -f 200; exec \(worker)"])
            let error = await failure {
                try await confined.fetch(scene.remote(), reference: "main", commit: second)
            }
            #expect(error?.code == .storage, "\(String(describing: error))")
            #expect(try await scene.files(first).texts == ["a": "1"])
            #expect(try await scene.fetch() == second)
        }
    }

    @Test("A tree with a million entries is refused by its limit, and costs no more")
    func millionEntries() async throws {
        try await Scene.with { scene in
            let blob = try await scene.repository.git("hash-object", "-w", "--stdin", input: Array("x".utf8))
            let listing = (0...1_000_000).map { "100644 blob \(blob)\t\($0)\n" }.joined()
            try await scene.repository.commit(tree: listing)
            let commit = try await scene.fetch()
            let error = await failure { try await scene.files(commit) }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test("Through a proxy, also with TLS and a certificate of ours; without what the server wants there is no answer")
    func identity() async throws {
        let (server, client) = (try TestCertificate(), try TestCertificate(host: "client"))
        try await Scene.with(tls: server, clientAuthority: try client.authorityPEM()) { scene in
            try await LoopbackProxy.with { proxy in
                let commit = try await scene.repository.commit(["a": .text("1")])
                var remote = scene.remote()
                remote.caCertificates = try server.authorityPEM()
                remote.proxy = proxy.url
                let stranger = await failure { try await scene.mirrors.resolve(remote, reference: "main") }
                #expect(stranger?.code == .tls)
                remote.clientCertificate = try client.certificatePEM()
                remote.clientKey = Secret(text: "canary")
                let unreadable = await failure { try await scene.mirrors.resolve(remote, reference: "main") }
                #expect(unreadable?.code == .tls)
                #expect(unreadable?.description.contains("canary") == false)
                remote.clientKey = Secret(try client.keyPEM())
                let id = try await scene.mirrors.resolve(remote, reference: "main")
                #expect(id.hex == commit)
                _ = try await scene.mirrors.fetch(remote, reference: "main", commit: id)
                #expect(proxy.targets.count == 3)
            }
        }
    }
}
