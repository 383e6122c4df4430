import FoundationEssentials
import Git
import Logging
import Secrets
import TestSupport
import Testing

/// An SSH host with one repository that has a commit, and mirrors of it.
private struct SSHScene: Sendable {
    let host: SSHHost
    let repository: HostedRepository
    let commit: String
    let directory: String

    static func with(
        _ key: SSHKeyPair, _ body: @escaping @Sendable (SSHScene) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            try await SSHHost.with(authorized: [key]) { host in
                let repository = try await host.repository()
                let commit = try await repository.commit(["a.yaml": .text("1")])
                try await body(
                    SSHScene(host: host, repository: repository, commit: commit, directory: "\(directory)/mirrors"))
            }
        }
    }

    func mirrors(
        limits: GitLimits = GitLimits(), knownHosts: String = "", allowsPrivate: Bool = true
    ) -> GitMirrors {
        GitMirrors(
            directory: directory, workerCommand: [TestPrograms.path("git-worker-for-tests")], limits: limits,
            network: GitNetwork(allowsPrivateAddresses: allowsPrivate, knownHosts: knownHosts),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func remote(_ key: SSHKeyPair, passphrase: String? = nil, knownHosts: String? = nil) -> GitRemote {
        var remote = GitRemote(
            organization: "acme", url: repository.url,
            credential: .key(Secret(key.privateKey), passphrase: passphrase.map { Secret(text: $0) }))
        remote.knownHosts = knownHosts ?? host.knownHosts
        return remote
    }

    func failure(_ remote: GitRemote, _ mirrors: GitMirrors? = nil) async -> GitError? {
        let mirrors = mirrors ?? self.mirrors()
        let error = await #expect(throws: GitError.self) { try await mirrors.resolve(remote, reference: "main") }
        #expect(error?.description.contains("canary") == false)
        #expect(error?.description.contains("PRIVATE KEY") == false)
        #expect(error?.fix.isEmpty == false)
        return error
    }
}

@Suite("Repositories over SSH")
struct SSHTests {
    enum Form: CaseIterable { case ed25519, ecdsa, rsa, ecdsaPEM, rsaPEM, locked, lockedRSA, lockedPEM, noLineBreak }

    @Test("A key of any usual kind, locked or not, lets in; commits come over", arguments: Form.allCases)
    func accepted(_ form: Form) async throws {
        let passphrase = [.locked, .lockedRSA, .lockedPEM].contains(form) ? "open 'se\"same' $(ü)" : nil
        let kind: SSHKeyPair.Kind =
            switch form {
            case .ed25519, .locked, .noLineBreak: .ed25519
            case .ecdsa, .ecdsaPEM: .ecdsa
            case .rsa, .rsaPEM, .lockedRSA, .lockedPEM: .rsa
            }
        let key = try await SSHKeyPair(
            kind, passphrase: passphrase ?? "", inPEM: [.ecdsaPEM, .rsaPEM, .lockedPEM].contains(form))
        try await SSHScene.with(key) { scene in
            var remote = scene.remote(key, passphrase: passphrase)
            if form == .noLineBreak {
                remote.credential = .key(Secret(key.privateKey.dropLast()), passphrase: nil)
            }
            let mirrors = scene.mirrors()
            let first = try await mirrors.resolve(remote, reference: "main")
            #expect(first.hex == scene.commit)
            _ = try await mirrors.fetch(remote, reference: "main", commit: first)
            try await scene.repository.commit(["a.yaml": .text("2")])
            let second = try await mirrors.resolve(remote, reference: "main")
            _ = try await mirrors.fetch(remote, reference: "main", commit: second)
            let delta = try await mirrors.files(remote, commit: second, path: "/", since: first)
            #expect(delta.texts == ["a.yaml": "2"])
        }
    }

    @Test("The server's known hosts count where the repository brings none; a repository's own go before them")
    func serverKnownHosts() async throws {
        let key = try await SSHKeyPair()
        try await SSHScene.with(key) { scene in
            var remote = scene.remote(key)
            remote.knownHosts = nil
            let mirrors = scene.mirrors(knownHosts: scene.host.knownHosts)
            let found = try await mirrors.resolve(remote, reference: "main")
            #expect(found.hex == scene.commit)
            remote.knownHosts = "elsewhere \(scene.host.hostKey.knownHostsEntry)"
            #expect(await scene.failure(remote, mirrors)?.code == .hostKey)
        }
    }

    @Test("No unknown host is trusted silently; only who says so trusts any (P9)")
    func unknownHost() async throws {
        let key = try await SSHKeyPair()
        let other = try await SSHKeyPair()
        try await SSHScene.with(key) { scene in
            for lines in [
                "", "127.0.0.1 \(scene.host.hostKey.knownHostsEntry)", "# nothing",
                "[127.0.0.1]:1 \(scene.host.hostKey.knownHostsEntry)", "[127.0.0.1]:\(scene.host.port) nonsense",
            ] {
                let error = await scene.failure(scene.remote(key, knownHosts: lines))
                #expect(error?.code == .hostKey)
                #expect(error?.message.contains("is not known") == true)
            }
            let changed = await scene.failure(
                scene.remote(key, knownHosts: "[127.0.0.1]:\(scene.host.port) \(other.knownHostsEntry)"))
            #expect(changed?.code == .hostKey)
            #expect(changed?.message.contains("another SSH host key") == true)
            var careless = scene.remote(key, knownHosts: "")
            careless.skipServerVerification = true
            let found = try await scene.mirrors().resolve(careless, reference: "main")
            #expect(found.hex == scene.commit)
        }
    }

    @Test("A key that is not let in, is locked or is none is told as what it is")
    func refusedKeys() async throws {
        let key = try await SSHKeyPair()
        let locked = try await SSHKeyPair(passphrase: "canary-phrase")
        try await SSHScene.with(locked) { scene in
            let stranger = await scene.failure(scene.remote(key))
            #expect(stranger?.code == .authentication)
            #expect(stranger?.message.contains("refused the SSH key") == true)
            let wrong = await scene.failure(scene.remote(locked, passphrase: "canary-wrong"))
            #expect(wrong?.code == .authentication)
            #expect(wrong?.message.contains("passphrase does not open") == true)
            let missing = await scene.failure(scene.remote(locked))
            #expect(missing?.code == .authentication)
            #expect(missing?.message.contains("none is configured") == true)
            var nonsense = scene.remote(key)
            nonsense.credential = .key(Secret(text: "canary, no key"), passphrase: nil)
            let unreadable = await scene.failure(nonsense)
            #expect(unreadable?.code == .authentication)
            #expect(unreadable?.message.contains("not readable") == true)
        }
    }

    @Test("Addresses that are not allowed, no server, no repository: each is told as what it is")
    func unreachable() async throws {
        let key = try await SSHKeyPair()
        try await SSHScene.with(key) { scene in
            let refused = await scene.failure(scene.remote(key), scene.mirrors(allowsPrivate: false))
            #expect(refused?.code == .addressRefused)
            var remote = scene.remote(key)
            remote.url = "ssh://git@127.0.0.1:1/a.git"
            #expect(await scene.failure(remote)?.code == .unreachable)
            remote.url = "ssh://git@nothing.invalid/a.git"
            #expect(await scene.failure(remote)?.code == .unreachable)
            for path in ["/nowhere.git", "/a'$(touch%20\(scene.directory)-evil)'.git", "/--upload-pack=id"] {
                remote.url = "ssh://\(SSHHost.user)@127.0.0.1:\(scene.host.port)\(path)"
                #expect(await scene.failure(remote)?.code == .repositoryNotFound)
            }
            #expect(!FileManager.default.fileExists(atPath: "\(scene.directory)-evil"))
        }
    }

    @Test("A transfer above the limit is stopped, and nothing of the key is left on disk (P10)")
    func limit() async throws {
        let key = try await SSHKeyPair(passphrase: "canary-phrase")
        var limits = GitLimits()
        limits.maxTransferBytes = 50_000
        let small = limits
        try await SSHScene.with(key) { scene in
            try await scene.repository.commit(["noise": .file((0..<400_000).map { _ in UInt8.random(in: 0...255) })])
            let remote = scene.remote(key, passphrase: "canary-phrase")
            let mirrors = scene.mirrors(limits: small)
            let head = try await mirrors.resolve(remote, reference: "main")
            let error = await #expect(throws: GitError.self) {
                try await mirrors.fetch(remote, reference: "main", commit: head)
            }
            #expect(error?.code == .tooLarge)
            for name in try FileManager.default.subpathsOfDirectory(atPath: scene.directory) {
                let content = FileManager.default.contents(atPath: "\(scene.directory)/\(name)") ?? Data()
                let text = String(decoding: content, as: UTF8.self)
                #expect(!text.contains("PRIVATE KEY") && !text.contains("canary"), "\(name)")
            }
        }
    }
}
