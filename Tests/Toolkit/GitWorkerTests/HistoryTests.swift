import Git
import TestSupport
import Testing

@Suite("The history of a commit")
struct HistoryTests {
    /// Commits one file, and returns the commit's name.
    static func change(_ scene: Scene, _ text: String, branch: String = "main", at time: Int) async throws -> ObjectID {
        let name = try await scene.repository.commit(
            [text: .text(text)], branch: branch, message: "\(text)\n\nbody\n\nSigned-off-by: x\n", at: time)
        return try #require(ObjectID(hex: name))
    }

    /// Makes a merge of two commits the head of `main`.
    static func merge(_ scene: Scene, _ one: ObjectID, _ other: ObjectID) async throws -> ObjectID {
        let commit = try await scene.repository.git(
            "-c", "user.name=t", "-c", "user.email=t@t", "commit-tree", "-m", "merge", "-p", one.hex, "-p", other.hex,
            "\(one.hex)^{tree}")
        try await scene.repository.git("update-ref", "refs/heads/main", commit)
        return try #require(ObjectID(hex: commit))
    }

    @Test("From the head to the first commit, with message, parents and people")
    func all() async throws {
        try await Scene.with { scene in
            let one = try await Self.change(scene, "one", at: 1000)
            let two = try await Self.change(scene, "two", at: 2000)
            #expect(try await scene.fetch() == two)
            let history = try await scene.mirrors.history(scene.remote(), head: two, since: nil, limit: 10)
            #expect(history.commits.map(\.detail.id) == [two, one])
            #expect(history.commits.map(\.parents) == [[one], []])
            #expect(history.commits.map(\.detail.committedAt) == [2000, 1000])
            let last = try #require(history.commits.first)
            #expect(last.message == "two\n\nbody\n\nSigned-off-by: x\n")
            #expect(last.committerName == "Ada Example" && last.committerEmail == "ada@example.com")
            #expect(last.detail.subject == "two" && last.signature == nil)
            #expect(!history.isCut && history.isDescendant)
        }
    }

    @Test("Only what came since; a head is its own descendant", arguments: [0, 1, 2])
    func since(_ index: Int) async throws {
        try await Scene.with { scene in
            var commits: [ObjectID] = []
            // The youngest claims to be the oldest: a clock that was wrong changes nothing.
            for (text, time) in [("one", 3000), ("two", 2000), ("three", 1000)] {
                commits.append(try await Self.change(scene, text, at: time))
            }
            let head = try await scene.fetch()
            let history = try await scene.mirrors.history(scene.remote(), head: head, since: commits[index], limit: 10)
            #expect(history.commits.map(\.detail.id) == commits[(index + 1)...].reversed())
            #expect(history.isDescendant && !history.isCut)
        }
    }

    @Test("The side branch of a merge counts")
    func sideBranch() async throws {
        try await Scene.with { scene in
            let base = try await Self.change(scene, "base", at: 1000)
            try await scene.repository.git("branch", "side", base.hex)
            let side = try await Self.change(scene, "side", branch: "side", at: 1500)
            let main = try await Self.change(scene, "main", at: 2000)
            let merge = try await Self.merge(scene, main, side)
            _ = try await scene.fetch()
            let history = try await scene.mirrors.history(scene.remote(), head: merge, since: main, limit: 10)
            #expect(history.commits.map(\.detail.id) == [merge, side])
            #expect(history.commits.first?.parents == [main, side])
            #expect(history.isDescendant)
        }
    }

    @Test("A rewritten branch does not descend; its own commits are told")
    func rewritten() async throws {
        try await Scene.with { scene in
            let base = try await Self.change(scene, "base", at: 1000)
            let old = try await Self.change(scene, "old", at: 2000)
            _ = try await scene.fetch()
            try await scene.repository.git("update-ref", "refs/heads/main", base.hex)
            let new = try await Self.change(scene, "new", at: 3000)
            _ = try await scene.fetch()
            let history = try await scene.mirrors.history(scene.remote(), head: new, since: old, limit: 10)
            #expect(!history.isDescendant)
            #expect(history.commits.map(\.detail.id) == [new])
            let back = try await scene.mirrors.history(scene.remote(), head: base, since: old, limit: 10)
            #expect(!back.isDescendant && back.commits.isEmpty)
        }
    }

    @Test("What the mirror does not know is no ancestor, and ends nothing")
    func unknownBase() async throws {
        try await Scene.with { scene in
            let one = try await Self.change(scene, "one", at: 1000)
            _ = try await scene.fetch()
            let unknown = try #require(ObjectID(hex: String(repeating: "4", count: 40)))
            let history = try await scene.mirrors.history(scene.remote(), head: one, since: unknown, limit: 10)
            #expect(!history.isDescendant)
            #expect(history.commits.map(\.detail.id) == [one])
        }
    }

    @Test("A limit cuts, and says so (P10)", arguments: [(0, true), (1, true), (2, false)] as [(UInt32, Bool)])
    func limit(_ limit: UInt32, _ isCut: Bool) async throws {
        try await Scene.with { scene in
            _ = try await Self.change(scene, "one", at: 1000)
            let two = try await Self.change(scene, "two", at: 2000)
            _ = try await scene.fetch()
            let history = try await scene.mirrors.history(scene.remote(), head: two, since: nil, limit: limit)
            #expect(history.commits.count == Int(limit) && history.isCut == isCut && history.isDescendant)
        }
    }

    @Test("Bytes are limited too (P10)")
    func byteLimit() async throws {
        var limits = GitLimits()
        limits.maxTotalBytes = 5000
        try await Scene.with(limits: limits) { scene in
            for time in 1...4 { _ = try await Self.change(scene, "c\(time)", at: time) }
            let head = try await scene.fetch()
            let history = try await scene.mirrors.history(scene.remote(), head: head, since: nil, limit: 10)
            #expect(history.commits.count == 2 && history.isCut)
        }
    }

    @Test("Without the head in the mirror there is no history")
    func unknownHead() async throws {
        try await Scene.with { scene in
            let one = try await Self.change(scene, "one", at: 1000)
            let unfetched = await failure {
                try await scene.mirrors.history(scene.remote(), head: one, since: nil, limit: 1)
            }
            #expect(unfetched?.code == .commitNotFound)
            _ = try await scene.fetch()
            let unknown = try #require(ObjectID(hex: String(repeating: "4", count: 40)))
            let error = await failure {
                try await scene.mirrors.history(scene.remote(), head: unknown, since: one, limit: 1)
            }
            #expect(error?.code == .commitNotFound)
        }
    }

    @Test("Signatures come when asked for, with what they sign")
    func signatures() async throws {
        try await Scene.with { scene in
            let plain = try await Self.change(scene, "one", at: 1000)
            let object = try await scene.repository.git("cat-file", "commit", plain.hex)
            let header = "gpgsig -----BEGIN SSH SIGNATURE-----\n QQ==\n -----END SSH SIGNATURE-----\n"
            let parts = object.split(separator: "\n\n", maxSplits: 1)
            let signed = "\(parts[0])\n\(header)\n\(parts[1])\n"
            let name = try await scene.repository.git(
                "hash-object", "-w", "-t", "commit", "--stdin", input: Array(signed.utf8))
            try await scene.repository.git("update-ref", "refs/heads/main", name)
            let head = try await scene.fetch()
            let told = try await scene.mirrors.history(
                scene.remote(), head: head, since: nil, limit: 1, signatures: true)
            let signature = try #require(told.commits.first?.signature)
            #expect(signature.armored.starts(with: "-----BEGIN SSH SIGNATURE-----\nQQ==\n".utf8))
            #expect(signature.payload == Array("\(parts[0])\n\n\(parts[1])\n".utf8))
            let untold = try await scene.mirrors.history(scene.remote(), head: head, since: nil, limit: 1)
            #expect(untold.commits.map(\.signature) == [nil])
        }
    }

    @Test("A huge message is told by its end; it cannot be verified (P10)")
    func hugeMessage() async throws {
        try await Scene.with { scene in
            let message = "s\n\n" + String(repeating: "words ", count: 200_000) + "\n\nTrailer: yes\n"
            try await scene.repository.commit(["a": .text("a")], message: message)
            let head = try await scene.fetch()
            let history = try await scene.mirrors.history(scene.remote(), head: head, since: nil, limit: 1)
            let told = try #require(history.commits.first).message
            #expect(told.utf8.count == HistoryCommit.maxMessageBytes && told.hasSuffix("\n\nTrailer: yes\n"))
            let error = await failure {
                try await scene.mirrors.history(scene.remote(), head: head, since: nil, limit: 1, signatures: true)
            }
            #expect(error?.code == .tooLarge)
        }
    }
}
