import Git
import TestSupport
import Testing

@Suite("What a reference points to")
struct ResolveTests {
    @Test("Branches, tags, full names and HEAD give their commit; an annotated tag gives the commit it names")
    func names() async throws {
        try await Scene.with { scene in
            let first = try await scene.repository.commit(["a": .text("1")])
            try await scene.repository.git("tag", "light", first)
            try await scene.repository.git(
                "-c", "user.name=t", "-c", "user.email=t@t", "tag", "-a", "-m", "annotated", "v1", first)
            let second = try await scene.repository.commit(["a": .text("2")])
            try await scene.repository.git("branch", "feature/x", first)
            let expected = [
                "main": second, "refs/heads/main": second, "HEAD": second, "feature/x": first, "light": first,
                "v1": first,
                "refs/tags/v1": first,
            ]
            for (name, commit) in expected {
                #expect(try await scene.mirrors.resolve(scene.remote(), reference: name).hex == commit, "\(name)")
            }
        }
    }

    @Test("A branch goes before a tag of the same name")
    func branchBeforeTag() async throws {
        try await Scene.with { scene in
            let first = try await scene.repository.commit(["a": .text("1")])
            try await scene.repository.git("tag", "main", first)
            let second = try await scene.repository.commit(["a": .text("2")])
            #expect(try await scene.mirrors.resolve(scene.remote(), reference: "main").hex == second)
        }
    }

    @Test("A commit is its own answer and asks nobody")
    func commit() async throws {
        try await Scene.with { scene in
            let commit = try await scene.repository.commit(["a": .text("1")])
            #expect(try await scene.mirrors.resolve(scene.remote(), reference: commit).hex == commit)
            #expect(scene.host.requests.isEmpty)
        }
    }

    @Test(
        "What is no name of a reference is not found; nothing is interpreted",
        arguments: [
            "nothing", "main~1", "main^{commit}", "v1^{}", "refs/tags/v1^{}", "@", "heads/main", ":/a", "main:a",
            "-main", "refs/", "mai",
        ])
    func unknown(_ name: String) async throws {
        try await Scene.with { scene in
            let commit = try await scene.repository.commit(["a": .text("1")])
            try await scene.repository.git(
                "-c", "user.name=t", "-c", "user.email=t@t", "tag", "-a", "-m", "m", "v1", commit)
            let error = await failure { try await scene.mirrors.resolve(scene.remote(), reference: name) }
            #expect(error?.code == .referenceNotFound)
        }
    }

    @Test("An empty repository says that it is empty")
    func empty() async throws {
        try await Scene.with { scene in
            let error = await failure { try await scene.mirrors.resolve(scene.remote(), reference: "main") }
            #expect(error?.code == .referenceNotFound)
            #expect(error?.message.contains("is empty") == true)
        }
    }

    @Test("More references than the limit are refused (P10)")
    func tooMany() async throws {
        var limits = GitLimits()
        limits.maxReferences = 3
        try await Scene.with(limits: limits) { scene in
            let commit = try await scene.repository.commit(["a": .text("1")])
            for name in ["x", "y", "z"] { try await scene.repository.git("branch", name, commit) }
            let error = await failure { try await scene.mirrors.resolve(scene.remote(), reference: "main") }
            #expect(error?.code == .tooLarge)
        }
    }
}
