import GitObjects
import Glibc
import TestRepositories
import Testing

@Suite struct PlaceTests {
    @Test func anyPlaceOfACloneWillDo() async throws {
        try await withRepository { repository in
            try await repository.commit(["sub/a": .text("1")])
            let clone = repository.directory + ".clone"
            try await repository.git("clone", "--quiet", repository.directory, clone)
            _ = try await GitProgram.run(["worktree", "add", "--quiet", "\(clone).linked"], in: clone)
            for place in [clone, "\(clone)/", "\(clone)/sub", "\(clone)/.git", "\(clone).linked", repository.directory]
            {
                #expect(try LocalRepository(directory: place).kinds("HEAD") == ["sub/a": .file])
            }
            #expect(try LocalRepository(directory: "\(clone)/sub").workTree == "\(clone)/")
            #expect(try LocalRepository(directory: "\(clone).linked").workTree == "\(clone).linked/")
            #expect(try LocalRepository(directory: repository.directory).workTree == nil)
            #expect(try LocalRepository(directory: clone).remoteAddresses == [repository.directory])
        }
    }

    @Test func manyThreadsMayOpenItAtOnce() async throws {
        try await withRepository { repository in
            try await repository.commit(["a": .text("1")])
            let directory = repository.directory
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<100 { _ = try LocalRepository(directory: directory) }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func whatIsNoRepositoryIsRefused() async throws {
        try await withTemporaryDirectory { directory in
            mkdir("\(directory)/.git", 0o755)
            for place in [directory, "\(directory)/absent", ""] {
                let error = failure { try LocalRepository(directory: place) }
                #expect(error?.code == .notARepository)
                #expect(error?.message.contains("'\(place)'") == true)
            }
        }
    }

    /// What `git sparse-checkout` and `git clone --filter` leave in the configuration.
    @Test(arguments: ["worktreeConfig", "partialClone", "preciousObjects"])
    func harmlessExtensionsAreTaken(name: String) async throws {
        try await withRepository { repository in
            try await repository.commit(["a": .text("1")])
            try await repository.git("config", "core.repositoryFormatVersion", "1")
            try await repository.git("config", "extensions.\(name)", "true")
            #expect(try LocalRepository(directory: repository.directory).kinds() == ["a": .file])
        }
    }

    @Test(arguments: ["objectFormat", "refStorage", "invented"])
    func otherExtensionsAreRefused(name: String) async throws {
        try await withRepository { repository in
            try await repository.git("config", "core.repositoryFormatVersion", "1")
            try await repository.git("config", "extensions.\(name)", "other")
            #expect(failure { try LocalRepository(directory: repository.directory) }?.code == .unsupported)
        }
    }

    @Test func aMissingObjectIsToldOf() async throws {
        try await withRepository { repository in
            try await repository.commit(["a": .text("1")])
            let local = try LocalRepository(directory: repository.directory)
            let files = try local.files(of: local.commit("main"), below: "", suffixes: nil)
            _ = try await GitProgram.run(["init", "--quiet", "--bare", "\(repository.directory).other"])
            let other = try LocalRepository(directory: "\(repository.directory).other")
            #expect(failure { try other.content(of: files[0], limit: 10) }?.code == .unreadable)
        }
    }
}
