import GitObjects
import TestRepositories
import Testing

@Suite struct RevisionTests {
    @Test func whateverNamesACommitIsTaken() async throws {
        try await withRepository { repository in
            let first = try await repository.commit(["a": .text("1")], message: "first\n\nmore")
            let second = try await repository.commit(["a": .text("2")])
            try await repository.git("update-ref", "refs/remotes/origin/main", second)
            try await repository.git("-c", "user.name=t", "-c", "user.email=t@t", "tag", "-a", "-m", "m", "v1", first)
            let local = try LocalRepository(directory: repository.directory)
            for name in ["main~1", "v1", "v1^{commit}", first, String(first.prefix(10)), "HEAD^"] {
                #expect(try local.commit(name).id == first)
            }
            for name in ["main", "HEAD", "origin/main", "refs/heads/main"] {
                #expect(try local.commit(name).id == second)
            }
            #expect(try local.commit("v1").subject == "first")
            #expect(try local.commit("v1").author == "Ada Example")
        }
    }

    @Test(
        arguments: [
            "", "absent", "main~5", "main:a", "-n", "ma in", "a\nb", "0123456789012345678901234567890123456789",
            "main^{tree}",
        ])
    func whatNamesNoCommitIsRefused(name: String) async throws {
        try await withRepository { repository in
            try await repository.commit(["a": .text("1")])
            let local = try LocalRepository(directory: repository.directory)
            let error = failure { try local.commit(name) }
            #expect(error?.code == .revisionNotFound)
            #expect(error?.message.contains("\n") == false)
        }
    }

    @Test func anAmbiguousAbbreviationIsRefused() async throws {
        try await withRepository { repository in
            var files: [String: HostedChange] = [:]
            for number in 0..<2000 { files["\(number)"] = .text("\(number)") }
            try await repository.commit(files)
            let beginning = try await repository.sharedBeginning()
            let local = try LocalRepository(directory: repository.directory)
            #expect(failure { try local.commit(beginning) }?.code == .ambiguousRevision)
        }
    }

    @Test func onlyTagsAndFullNamesArePinned() async throws {
        try await withRepository { repository in
            let commit = try await repository.commit(["a": .text("1")])
            try await repository.git("tag", "v1")
            let local = try LocalRepository(directory: repository.directory)
            #expect(try local.pinned("v1")?.id == commit)
            #expect(try local.pinned("refs/tags/v1")?.id == commit)
            #expect(try local.pinned(commit)?.id == commit)
            #expect(try local.pinned("main") == nil)
            #expect(try local.pinned(String(commit.prefix(10))) == nil)
        }
    }

    @Test func aShallowCloneSaysWhatToFetch() async throws {
        try await withRepository { repository in
            try await repository.commit(["a": .text("1")])
            try await repository.commit(["a": .text("2")])
            let clone = repository.directory + ".clone"
            try await repository.git("clone", "--quiet", "--depth=1", "file://\(repository.directory)", clone)
            let local = try LocalRepository(directory: clone)
            #expect(try local.kinds("HEAD") == ["a": .file])
            let error = failure { try local.commit("HEAD~1") }
            #expect(error?.code == .revisionNotFound)
            #expect(error?.fix.contains("--unshallow") == true)
        }
    }
}

@Suite struct AncestryTests {
    @Test func ancestorsAreKnownAndWhatCannotBeKnownIsNone() async throws {
        try await withRepository { repository in
            try await repository.commit(["a": .text("1")])
            try await repository.git("branch", "side")
            try await repository.commit(["a": .text("2")])
            try await repository.commit(["a": .text("3")], branch: "side")
            let local = try LocalRepository(directory: repository.directory)
            let (old, main, side) = try (local.commit("main~1"), local.commit("main"), local.commit("side"))
            #expect(local.isAncestor(old, of: main) && local.isAncestor(main, of: main))
            #expect(!local.isAncestor(main, of: old) && !local.isAncestor(side, of: main))
        }
    }
}
