import FoundationEssentials
import Glibc
import Resources
import TestRepositories
import Testing

@testable import Validation

@Suite("Where manifests come from") struct SourceTests {
    @Test("Files are found by their endings in any letter case, in the order of their paths; hidden ones are left")
    func finds() async throws {
        let names = ["a/x.YAML", "a-b/y.yml", "a.Json", "a/b/z.yaml"]
        try await withFiles(
            Dictionary(uniqueKeysWithValues: (names + [".git/c.yaml", "a/.x.yaml", "n.txt", "yaml"]).map { ($0, "") })
        ) { directory in
            let found = try LocalSource(paths: [directory]).list().files.map {
                $0.path.replacing(directory + "/", with: "")
            }
            #expect(found == ["a-b/y.yml", "a.Json", "a/b/z.yaml", "a/x.YAML"])
        }
    }

    @Test("What is named twice is read once, and a file that is named is read whatever its ending")
    func repeated() async throws {
        let judged = try await validate(
            ["a/f.yaml": Sample.fleet, "b.txt": Sample.device("one")],
            paths: ["a/f.yaml", "a", "a/../a/f.yaml", "b.txt", "b.txt"])
        #expect(judged.findings.isEmpty, "\(judged.findings)")
        #expect(judged.result.files.count == 2)
    }

    @Test("Links are not followed but told of, also those that lead in a circle")
    func links() async throws {
        let judged = try await validate([
            "a/f.yaml": Sample.fleet, "b.yaml": "→a/f.yaml", "loop.yaml": "→loop.yaml", "up": "→..", "gone": "→nowhere",
        ])
        #expect(judged.findings == ["b.yaml", "gone", "loop.yaml", "up"].map { "MR3002 \($0) 1:1" })
        #expect(judged.result.files.count == 1)
        #expect(judged.result.exitStatus == 1)
    }

    @Test("A pipe in a directory is not waited for; the program says that it did not read all")
    func pipes() async throws {
        try await withFiles(["a.yaml": Sample.fleet]) { directory in
            try #require(mkfifo("\(directory)/p.yaml", 0o600) == 0)
            let result = try Validator(LocalSource(paths: [directory])).run()
            #expect(result.findings.map(\.finding.rule) == ["MR3001"])
            #expect(result.exitStatus == 2)
        }
    }

    @Test(
        "A file and a directory that may not be read are findings, and the program ends with 2",
        .enabled(if: geteuid() != 0))
    func unreadable() async throws {
        try await withFiles(["a.yaml": "", "d/b.yaml": ""]) { directory in
            chmod("\(directory)/a.yaml", 0)
            chmod("\(directory)/d", 0)
            defer { chmod("\(directory)/d", 0o700) }
            let result = try Validator(LocalSource(paths: [directory])).run()
            #expect(result.findings.map(\.finding.rule) == ["MR3001", "MR3001"])
            #expect(result.exitStatus == 2)
        }
    }

    @Test("A file that goes away between finding and reading is a finding")
    func vanishes() async throws {
        try await withFiles(["a.yaml": ""]) { directory in
            let file = SourceFile(path: "\(directory)/b.yaml")
            #expect(throws: SourceFailure.unreadable("no such file or directory")) {
                try LocalSource(paths: [directory]).read(file)
            }
        }
    }

    @Test(
        "Named paths that are not there, lead in a circle or are empty are wrong use",
        arguments: ["none.yaml", "loop", ""])
    func refuses(_ name: String) async throws {
        try await withFiles(["loop": "→loop"]) { directory in
            let error = #expect(throws: ValidationFailure.self) {
                try LocalSource(paths: [name.isEmpty ? "" : "\(directory)/\(name)"]).list()
            }
            #expect(error?.exitStatus == 2)
        }
    }

    @Test("A directory without manifests is told of")
    func nothing() async throws {
        let judged = try await validate(["a.txt": ""])
        #expect(judged.result.findings.map(\.finding.rule) == ["MR3009"])
        #expect(judged.result.exitStatus == 0)
    }

    @Test("What .martletignore names is not read, and counted")
    func ignores() async throws {
        let files = [
            ".martletignore": "vendor/\n*.tmp.yaml\n", "vendor/x.yaml": "][", "a.tmp.yaml": "][", "a/b.tmp.yaml": "][",
            "a/.martletignore": "!b.tmp.yaml", "f.yaml": Sample.fleet,
        ]
        let judged = try await validate(files)
        #expect(judged.result.files.count == 2)
        #expect(judged.result.ignored == 1)
        #expect(judged.findings == ["MR1001 a/b.tmp.yaml 1:1"])
        // From a directory below, the rules of the root still count.
        #expect(try await validate(files, paths: ["a"]).result.files.count == 1)
        #expect(try await validate(files.merging(["a/c.tmp.yaml": "]["]) { $1 }, paths: ["a"]).result.ignored == 1)
    }
}
