import FoundationEssentials
import Git
import TestSupport
import Testing

@Suite("Bringing commits into the mirror")
struct FetchTests {
    @Test("A commit's author, date and subject come with it")
    func detail() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(
                ["a": .text("1")], message: "Roll out 4.2\n\nIn two batches.", author: "Ada Löve <ada@example.com>",
                at: 1_712_345_678)
            let commit = try await scene.mirrors.resolve(scene.remote(), reference: "main")
            let detail = try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: commit)
            #expect(
                detail
                    == GitCommit(
                        id: commit, authorName: "Ada Löve", authorEmail: "ada@example.com", committedAt: 1_712_345_678,
                        subject: "Roll out 4.2"))
        }
    }

    @Test("Text of a commit is short and has no control characters (P10)")
    func hostileDetail() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(
                ["a": .text("1")], message: "red \u{1b}[31m\u{202e}" + String(repeating: "x", count: 9000),
                author: String(repeating: "n", count: 9000) + " <a@b>")
            let commit = try await scene.mirrors.resolve(scene.remote(), reference: "main")
            let detail = try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: commit)
            #expect(detail.authorName.utf8.count == 256)
            #expect(detail.subject.utf8.count <= 512)
            #expect(detail.subject.hasPrefix("red  [31m x"))
        }
    }

    @Test("A fetch of what is there asks nobody; an unmoved reference transfers no objects (P5)")
    func nothingNew() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            let commit = try await scene.fetch()
            scene.host.forgetRequests()
            _ = try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: commit)
            #expect(scene.host.requests.isEmpty)
            #expect(try await scene.mirrors.resolve(scene.remote(), reference: "main") == commit)
            #expect(scene.host.requests.map(\.method) == ["GET"])
        }
    }

    @Test("A later fetch transfers what is new, not the repository again (P5)")
    func incremental() async throws {
        try await Scene.with { scene in
            let noise = (0..<400_000).map { _ in UInt8.random(in: 0...255) }
            try await scene.repository.commit(["large": .file(noise), "a": .text("1")])
            let first = try await scene.fetch()
            try await scene.repository.commit(["a": .text("2")])
            // This limit would stop a fetch of everything.
            var limits = GitLimits()
            limits.maxTransferBytes = 100_000
            let small = scene.mirrors(limits)
            let second = try await small.resolve(scene.remote(), reference: "main")
            _ = try await small.fetch(scene.remote(), reference: "main", commit: second)
            #expect(try await scene.files(second, since: first).texts == ["a": "2"])
        }
    }

    @Test("Only the reference that is asked for is transferred")
    func oneReference() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            let other = try #require(
                ObjectID(hex: try await scene.repository.commit(["b": .text("1")], branch: "other")))
            _ = try await scene.fetch()
            #expect(await failure { try await scene.files(other) }?.code == .commitNotFound)
            #expect(try await scene.fetch("other") == other)
        }
    }

    @Test("A commit that is no longer a tip, or is pinned by its name, is fetched", arguments: [true, false])
    func pinned(_ hostGivesAnyCommit: Bool) async throws {
        try await Scene.with { scene in
            try await scene.repository.git("config", "uploadpack.allowAnySHA1InWant", "\(hostGivesAnyCommit)")
            let old = try #require(ObjectID(hex: try await scene.repository.commit(["a": .text("1")])))
            try await scene.repository.commit(["a": .text("2")])
            _ = try await scene.mirrors.fetch(scene.remote(), reference: old.hex, commit: old)
            #expect(try await scene.files(old).texts == ["a": "1"])
        }
    }

    @Test("A force-pushed branch is followed, and the commit that it had stays known")
    func forcePush() async throws {
        try await Scene.with { scene in
            let base = try await scene.repository.commit(["a": .text("1"), "b": .text("1")])
            try await scene.repository.commit(["a": .text("2")])
            let before = try await scene.fetch()
            try await scene.repository.git("update-ref", "refs/heads/main", base)
            try await scene.repository.commit(["b": .text("3")])
            let after = try await scene.fetch()
            #expect(try await scene.files(after, since: before).texts == ["a": "1", "b": "3"])
        }
    }

    @Test("A branch may become a directory of branches, and have any name")
    func branchNames() async throws {
        try await Scene.with { scene in
            let commit = try await scene.repository.commit(["a": .text("1")], branch: "x")
            _ = try await scene.fetch("x")
            try await scene.repository.git("update-ref", "-d", "refs/heads/x")
            for name in ["x/y", "100%25", "ü", String(repeating: "n", count: 240)] {
                try await scene.repository.git("update-ref", "refs/heads/\(name)", commit)
                try await scene.repository.commit(["a": .text(name)], branch: name)
                let head = try await scene.fetch(name)
                #expect(try await scene.files(head).texts == ["a": name])
            }
        }
    }

    @Test("A commit that the server does not have is not found")
    func unknownCommit() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            let unknown = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
            let error = await failure {
                try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: unknown)
            }
            #expect(error?.code == .commitNotFound)
        }
    }

    @Test("Organizations, and credentials, do not share a mirror (P9)")
    func separation() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            let commit = try await scene.fetch()
            for stranger in [
                scene.remote(organization: "other"), scene.remote(.token("t")),
                scene.remote(.password(username: "", password: "")),
            ] {
                let error = await failure { try await scene.mirrors.files(stranger, commit: commit, path: "/") }
                #expect(error?.code == .commitNotFound)
            }
        }
    }

    @Test("A mirror with many packs is cloned afresh and knows what it knew (P10)")
    func packs() async throws {
        var limits = GitLimits()
        limits.maxPacks = 3
        try await Scene.with(limits: limits) { scene in
            try await scene.repository.commit(["a": .text("0")])
            let first = try await scene.fetch()
            for round in 1...8 {
                try await scene.repository.commit(["a": .text("\(round)")])
                let commit = try await scene.fetch()
                #expect(try await scene.files(commit, since: first).texts == ["a": "\(round)"])
            }
            let packs = try FileManager.default.contentsOfDirectory(atPath: "\(try scene.mirrorOnDisk())/objects/pack")
            #expect((1...3).contains(packs.count { $0.hasSuffix(".pack") }))
        }
    }

    @Test("Callers at one time, in two servers, get the same")
    func concurrency() async throws {
        try await Scene.with { scene in
            let expected = try #require(ObjectID(hex: try await scene.repository.commit(["a": .text("1")])))
            let servers = [scene.mirrors, scene.mirrors]
            try await withThrowingTaskGroup(of: TreeDelta.self) { group in
                for index in 0..<12 {
                    group.addTask {
                        let mirrors = servers[index % 2]
                        _ = try await mirrors.fetch(scene.remote(), reference: "main", commit: expected)
                        return try await mirrors.files(scene.remote(), commit: expected, path: "/")
                    }
                }
                for try await delta in group { #expect(delta.texts == ["a": "1"]) }
            }
        }
    }
}
