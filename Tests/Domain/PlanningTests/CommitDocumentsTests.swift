import Planning
import Resources
import Testing

@Suite("Commit documents")
struct CommitDocumentsTests {
    private func fleet(_ name: String) -> [UInt8] {
        Array(
            "{apiVersion: flightctl.io/v1beta1, kind: Repository, metadata: {name: \(name)}, spec: {type: git, url: https://g.io/a.git}}"
                .utf8)
    }

    @Test("files are read in their order")
    func reads() {
        let documents = CommitDocuments([
            .file(path: "a.yaml", content: fleet("x")), .file(path: "b.yaml", content: fleet("y")),
        ])
        #expect(documents.manifests.map(\.name) == ["x", "y"])
        #expect(documents.errors.isEmpty)
    }

    @Test("everything that is no manifest is an error with the place of its file")
    func refusals() {
        let documents = CommitDocuments([
            .link(path: "a"), .tooLarge(path: "b.yaml", size: 2 << 20), .unusableName(path: "c\\x0A"),
            .file(path: "d.yaml", content: Array("[".utf8)),
        ])
        #expect(documents.errors.map(\.file) == ["a", "b.yaml", "d.yaml", "c\\x0A"])
        #expect(documents.manifests.isEmpty)
    }

    @Test("one name in two files is an error at the later one")
    func duplicates() {
        let documents = CommitDocuments([
            .file(path: "a.yaml", content: fleet("x")), .file(path: "b.yaml", content: fleet("x")),
        ])
        #expect(documents.errors.map(\.file) == ["b.yaml"])
    }

    @Test("the hash of a manifest covers labels and secrets; labels that are not mentioned have none")
    func hashes() throws {
        let documents = CommitDocuments([.file(path: "a.yaml", content: fleet("x"))])
        let manifest = try #require(documents.manifests.first)
        let desired = Desired(manifest) { labels, spec in labels + [0xff] + spec }
        #expect(desired.hash == [0xff] + manifest.revealedSpecJSON())
        #expect(desired.place == Place(path: "a.yaml", document: 0, line: 1, column: 71))
        #expect(Owned(desired).hash == desired.hash && Owned(desired).key == desired.key)
    }
}
