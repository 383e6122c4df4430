import Resources
import Testing

@Suite("Which repository a path is asked in") struct RepositoryPathTests {
    private static func question(at address: String) -> RepositoryPath? {
        let text =
            Documents.repository("type: git\nurl: \(address)") + "---\n"
            + Documents.of(
                "ResourceSync", "repository: one\ntargetRevision: main\npath: /fleets/", metadata: "name: two")
        var asked: [RepositoryPath] = []
        _ = Links.judge(read(text).manifests.map(\.links)) { question in
            asked.append(question)
            return true
        }
        return asked.first
    }

    @Test(
        "Addresses of one place are the same, however they are written",
        arguments: [
            "https://git.example.com/edge/site.git", "https://git.example.com/edge/site",
            "git@git.example.com:edge/site.git",
            "ssh://git@git.example.com/edge/site.git/", "https://GIT.example.com/edge/site",
        ])
    func same(_ address: String) throws {
        let question = try #require(Self.question(at: address))
        #expect(question.path == "fleets")
        #expect(question.revision == "main")
        #expect(question.isIn("https://git.example.com/edge/site.git"))
        #expect(question.isIn("git@git.example.com:edge/site"))
    }

    @Test(
        "Other places are others",
        arguments: [
            "https://git.example.com/edge/sites", "https://example.com/edge/site", "git@git.example.com:site",
            "https://git.example.com:8443/edge/site",
        ])
    func other(_ address: String) throws {
        let question = try #require(Self.question(at: address))
        #expect(!question.isIn("https://git.example.com/edge/site.git"))
    }
}
