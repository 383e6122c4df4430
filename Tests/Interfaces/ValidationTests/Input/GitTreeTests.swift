import Resources
import TestRepositories
import Testing

@testable import Validation

@Suite("A tree in git, without a checkout") struct GitTreeTests {
    private func withCommit<T>(_ files: [String: String], _ body: (String) async throws -> T) async throws -> T {
        try await withFiles(files) { directory in
            for arguments in [
                ["init", "-q", "--initial-branch=main"], ["add", "-A"],
                ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "x"], ["rm", "-rqf", "."],
            ] { _ = try await GitProgram.run(arguments, in: directory) }
            return try await body(directory)
        }
    }

    private static let files = [
        "fleets/web.YAML": Sample.misspelt, "fleets/link.yaml": "→web.YAML", ".hidden/a.yaml": "][",
        ".martletignore": "/old/\n", "old/a.yaml": "][", "d.json": "{}", "notes.txt": "][",
        "martlet.yaml": "rules: {MR3002: off}",
    ]

    @Test("It is judged as a directory would be")
    func judges() async throws {
        try await withCommit(Self.files) { directory in
            let result = try Validator(GitTreeSource(directory: directory, revision: "main")).run()
            #expect(result.files == ["d.json", "fleets/web.YAML"])
            #expect(result.ignored == 1)
            #expect(result.findings.contains { $0.description.hasPrefix("fleets/web.YAML:6:3: error MR1101") })
            #expect(result.findings.contains { $0.description.hasPrefix("fleets/link.yaml:1:1: error MR3002") })
            #expect(result.findings.contains { $0.description.hasPrefix("martlet.yaml:1:") })
            #expect(result.lines(of: "fleets/web.YAML")?.count ?? 0 > 5)
        }
    }

    @Test(
        "Only the paths that are named are judged, from the root of the tree",
        arguments: ["fleets", "/fleets/", "fleets/web.YAML"])
    func paths(_ path: String) async throws {
        try await withCommit(Self.files) { directory in
            let source = GitTreeSource(directory: directory, revision: "HEAD", paths: [path])
            let files = try Validator(source).run().files
            #expect(files == ["fleets/web.YAML"])
        }
    }

    @Test("A revision, a path or a repository that is not there is wrong use")
    func refuses() async throws {
        try await withCommit(Self.files) { directory in
            for source in [
                GitTreeSource(directory: directory, revision: "none"),
                GitTreeSource(directory: directory, revision: "HEAD", paths: ["none"]),
                GitTreeSource(directory: "\(directory)/none", revision: "HEAD"),
            ] {
                #expect(throws: ValidationFailure.self) { try source.list() }
            }
        }
    }
}
