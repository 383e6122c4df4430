import GitObjects
import TestRepositories
import Testing

@Suite struct FileTests {
    @Test func everythingIsListedAsWhatItIs() async throws {
        try await withRepository { repository in
            try await repository.commit([
                "a.yaml": .text("a: 1\n"), "bin/run": .file(Array("#!".utf8), executable: true),
                "link.yaml": .symbolicLink("/etc/passwd"),
                "sub": .submodule("0123456789012345678901234567890123456789"),
            ])
            let local = try LocalRepository(directory: repository.directory)
            #expect(
                try local.kinds()
                    == ["a.yaml": .file, "bin/run": .executable, "link.yaml": .symbolicLink, "sub": .submodule])
        }
    }

    @Test func endingsChooseFilesAndNeverHideLinks() async throws {
        try await withRepository { repository in
            try await repository.commit([
                "d/a.yaml": .text("a"), "d/b.YAML": .text("b"), "d/c.txt": .text("c"), "d/l": .symbolicLink("c.txt"),
            ])
            let local = try LocalRepository(directory: repository.directory)
            #expect(try Set(local.kinds(below: "/d/", suffixes: [".yaml"]).keys) == ["d/a.yaml", "d/b.YAML", "d/l"])
            #expect(try Set(local.kinds(below: "d/c.txt", suffixes: [".yaml"]).keys) == ["d/c.txt"])
        }
    }

    @Test func namesThatCannotBeUsedAreToldOf() async throws {
        try await withRepository { repository in
            try await repository.commit(raw: [
                (Array("ok.yaml".utf8), .text("")), ([0xff, 0x2e], .text("")), (Array("a\nb.yaml".utf8), .text("")),
                (Array("\u{e9}t\u{e9} 1.yaml".utf8), .text("")),
            ])
            let found = try LocalRepository(directory: repository.directory).kinds()
            #expect(
                found == [
                    "ok.yaml": .file, "\\xFF.": .unusableName, "a\\x0Ab.yaml": .unusableName,
                    "\u{e9}t\u{e9} 1.yaml": .file,
                ])
        }
    }

    @Test func contentIsReadUpToALimitAndOnlyOfFiles() async throws {
        try await withRepository { repository in
            try await repository.commit(["a": .text("twelve bytes"), "l": .symbolicLink("a")])
            let local = try LocalRepository(directory: repository.directory)
            let files = try local.files(of: local.commit("main"), below: "", suffixes: nil)
            #expect(files.map(\.size) == [12, 1])
            #expect(try local.content(of: files[0], limit: 12) == Array("twelve bytes".utf8))
            #expect(try local.content(of: files[0], limit: 11) == nil)
            #expect(try local.content(of: files[1], limit: 12) == nil)
        }
    }

    @Test(arguments: ["absent", "a.yaml/below", "link/a.yaml", "../a.yaml"])
    func aPathThatIsNotThereIsRefused(path: String) async throws {
        try await withRepository { repository in
            try await repository.commit(["a.yaml": .text(""), "link": .symbolicLink(".")])
            let local = try LocalRepository(directory: repository.directory)
            let error = failure { try local.kinds(below: path) }
            #expect(error?.code == .pathNotFound)
            #expect(error?.message.contains("'\(path)'") == true)
        }
    }

    @Test func aTreeThatRepeatsItselfWithoutEndIsRefused() async throws {
        try await withRepository { repository in
            let blob = try await repository.git("hash-object", "-w", "--stdin")
            var listing = (0..<100).map { "100644 blob \(blob)\tf\($0)\n" }.joined()
            for _ in 0..<12 {
                let tree = try await repository.git("mktree", input: Array(listing.utf8))
                listing = (0..<10).map { "040000 tree \(tree)\td\($0)\n" }.joined()
            }
            try await repository.commit(tree: listing)
            let local = try LocalRepository(directory: repository.directory)
            #expect(failure { try local.kinds() }?.code == .tooLarge)
        }
    }
}
