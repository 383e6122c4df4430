import GitObjects
import Resources
import TestRepositories
import Testing

@testable import Validation

@Suite("The repository at hand") struct RepositoryAtHandTests {
    @Test(
        "Addresses lead to the same place however they are written",
        arguments: [
            "https://git.example.com/org/fleet", "https://git.example.com/org/fleet.git",
            "git@git.example.com:org/fleet.git",
            "ssh://git@git.example.com:2222/org/fleet/", "https://user:secret@GIT.example.com:443/org/fleet.git",
        ])
    func places(_ address: String) {
        #expect(RepositoryAtHand.place(address) == "git.example.com/org/fleet")
    }

    @Test(
        "Paths on this machine and nonsense lead nowhere",
        arguments: ["/srv/fleet.git", "../fleet", "", "https://", "https://host"])
    func nowhere(_ address: String) {
        #expect(RepositoryAtHand.place(address) == nil)
    }

    private static func files(_ path: String) -> [String: String] {
        [
            "repository.yaml":
                "apiVersion: flightctl.io/v1beta1\nkind: Repository\nmetadata: {name: this}\nspec: {type: git, url: 'https://git.example.com/org/fleet.git'}\n",
            "sync.yaml":
                "apiVersion: flightctl.io/v1beta1\nkind: ResourceSync\nmetadata: {name: s}\nspec: {repository: this, targetRevision: main, path: \(path)}\n",
        ]
    }

    @Test(
        "A path that is not in it is told of, unless its revision is not here or it is another repository",
        arguments: [
            ("/fleets", "https://git.example.com/org/fleet", "main", true),
            ("/sync.yaml", "https://git.example.com/org/fleet", "main", false),
            ("/fleets", "https://git.example.com/org/other", "main", false),
            ("/fleets", "https://git.example.com/org/fleet", "other", false),
        ])
    func asks(_ path: String, _ remote: String, _ branch: String, _ isMissing: Bool) async throws {
        try await withFiles(Self.files(path)) { directory in
            for arguments in [
                ["init", "-q", "--initial-branch=\(branch)"], ["remote", "add", "origin", remote], ["add", "-A"],
                ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "x"],
            ] { _ = try await GitProgram.run(arguments, in: directory) }
            let result = try Validator(LocalSource(paths: [directory])).run()
            #expect(result.findings.map(\.finding.rule) == (isMissing ? ["MR2006"] : []), "\(result.findings)")
        }
    }
}
