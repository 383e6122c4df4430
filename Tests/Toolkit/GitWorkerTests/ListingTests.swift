import Git
import TestSupport
import Testing

@Suite("Files of a commit")
struct ListingTests {
    @Test("Everything below a path, sorted by bytes, with mode and content")
    func listing() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                "fleets/a.yaml": .text("a"), "fleets/a/b.yaml": .text("b"), "fleets/a-b.yaml": .text("c"),
                "other/x.yaml": .text("x"),
                "fleets/run.sh": .file(Array("#!".utf8), executable: true), "fleets/ü.yaml": .text("u"),
                "fleets/empty": .text(""),
            ])
            let delta = try await scene.files(try await scene.fetch(), "/fleets/")
            #expect(delta.isComplete)
            #expect(
                delta.paths == [
                    "fleets/a-b.yaml", "fleets/a.yaml", "fleets/a/b.yaml", "fleets/empty", "fleets/run.sh",
                    "fleets/ü.yaml",
                ])
            #expect(delta.texts["fleets/a/b.yaml"] == "b")
            #expect(delta.files.first { $0.path == "fleets/empty" }?.content == [])
            #expect(delta.files.filter { $0.kind == .executable }.map(\.path) == ["fleets/run.sh"])
            #expect(delta.deleted.isEmpty && delta.skipped.isEmpty)
        }
    }

    @Test("Suffixes choose files; a path may be one file")
    func suffixes() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                "a.yaml": .text("a"), "b.yml": .text("b"), "c.txt": .text("c"), "yaml": .text("d"),
            ])
            let commit = try await scene.fetch()
            #expect(try await scene.files(commit, suffixes: [".yaml", ".yml"]).paths == ["a.yaml", "b.yml"])
            #expect(try await scene.files(commit, "c.txt", suffixes: [".yaml"]).texts == ["c.txt": "c"])
        }
    }

    @Test(
        "A path that is not there, or leads through or to a link or submodule, is not found",
        arguments: [
            "missing", "fleets/missing", "fleets/a.yaml/x", "link", "link/a.yaml", "module", "module/x", "Fleets",
        ])
    func missingPath(_ path: String) async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                "fleets/a.yaml": .text("a"), "link": .symbolicLink("fleets"),
                "module": .submodule(String(repeating: "2", count: 40)),
            ])
            let commit = try await scene.fetch()
            let error = await failure { try await scene.files(commit, path) }
            #expect(error?.code == .pathNotFound)
        }
    }

    @Test("Links and submodules are reported whatever their name, and not followed (P9)")
    func links() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                "d/out": .symbolicLink("/etc/passwd"), "d/up.yaml": .symbolicLink("../a.yaml"), "a.yaml": .text("a"),
                "d/module": .submodule(String(repeating: "2", count: 40)),
            ])
            let delta = try await scene.files(try await scene.fetch(), "d", suffixes: [".yaml"])
            #expect(delta.paths == ["d/module", "d/out", "d/up.yaml"])
            #expect(delta.files.map(\.kind) == [.submodule, .symbolicLink, .symbolicLink])
            #expect(delta.files.allSatisfy { $0.content == nil })
        }
    }

    @Test("Names that are not text are left out and said so")
    func names() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(raw: [
                (Array("d/".utf8) + [0xff, 0x61], .text("1")), (Array("d/a\nb.yaml".utf8), .text("2")),
                (Array("d/good.yaml".utf8), .text("3")), ([0xc3, 0x28] + Array("/x.yaml".utf8), .text("4")),
            ])
            let delta = try await scene.files(try await scene.fetch())
            #expect(delta.paths == ["d/good.yaml"])
            #expect(
                Set(delta.skipped) == [
                    SkippedEntry(path: "d/\\xFFa", reason: .notUTF8),
                    SkippedEntry(path: "d/a\\x0Ab.yaml", reason: .controlCharacter),
                    SkippedEntry(path: "\\xC3(", reason: .notUTF8),
                ])
        }
    }

    @Test("Names that would leave a directory are left out (P9)", arguments: ["..", ".", ".git", ".GIT"])
    func unsafeNames(_ name: String) async throws {
        try await Scene.with { scene in
            // fast-import refuses to write such a tree; mktree takes what it is given.
            let blob = try await scene.repository.git("hash-object", "-w", "--stdin", input: Array("x".utf8))
            try await scene.repository.commit(tree: "100644 blob \(blob)\t\(name)\n100644 blob \(blob)\tz.yaml\n")
            let delta = try await scene.files(try await scene.fetch())
            #expect(delta.paths == ["z.yaml"])
            #expect(delta.skipped == [SkippedEntry(path: name, reason: .unsafeName)])
        }
    }

    @Test("Attributes and configuration in a repository change nothing")
    func attributes() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                ".gitattributes": .text("*.yaml filter=evil text eol=crlf ident\n"), "a.yaml": .text("one\n$Id$\n"),
                ".gitmodules": .text("[submodule \"x\"]\npath = x\nurl = ext::sh -c id\n"),
            ])
            #expect(try await scene.files(try await scene.fetch()).texts["a.yaml"] == "one\n$Id$\n")
        }
    }
}

@Suite("Limits of a listing (P10)")
struct ListingLimitTests {
    @Test("A file above the limit is listed without content, with its size")
    func largeFile() async throws {
        var limits = GitLimits()
        limits.maxFileBytes = 10
        try await Scene.with(limits: limits) { scene in
            try await scene.repository.commit(["a": .text("0123456789"), "b": .text("0123456789a")])
            let delta = try await scene.files(try await scene.fetch())
            #expect(delta.files.map { $0.content?.count } == [10, nil])
            #expect(delta.files.map(\.size) == [10, 11])
        }
    }

    enum Excess: CaseIterable { case files, entries, bytes }

    @Test("Too many files, entries or bytes are refused", arguments: Excess.allCases)
    func tooMuch(_ excess: Excess) async throws {
        var limits = GitLimits()
        switch excess {
        case .files: limits.maxFiles = 3
        case .entries: limits.maxEntries = 3
        case .bytes: limits.maxTotalBytes = 3
        }
        try await Scene.with(limits: limits) { scene in
            try await scene.repository.commit(["a": .text("1"), "b": .text("2"), "c": .text("3"), "d": .text("4")])
            let commit = try await scene.fetch()
            let error = await failure { try await scene.files(commit) }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test("A few objects that describe more files than the world has are refused")
    func treeBomb() async throws {
        var limits = GitLimits()
        limits.maxEntries = 10_000
        try await Scene.with(limits: limits) { scene in
            let blob = try await scene.repository.git("hash-object", "-w", "--stdin", input: Array("x".utf8))
            var line = "100644 blob \(blob)"
            for _ in 0..<12 {
                let listing = (0..<10).map { "\(line)\tn\($0)\n" }.joined()
                line = "040000 tree \(try await scene.repository.git("mktree", input: Array(listing.utf8)))"
            }
            try await scene.repository.commit(tree: "\(line)\troot\n")
            let head = try await scene.fetch()
            #expect(await failure { try await scene.files(head) }?.code == .tooLarge)
        }
    }
}
