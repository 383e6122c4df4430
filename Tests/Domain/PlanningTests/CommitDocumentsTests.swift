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
        let documents = CommitDocuments(
            [
                .file(path: "a.yaml", content: fleet("x")), .file(path: "b.yaml", content: fleet("y")),
            ], below: "")
        #expect(documents.manifests.map(\.name) == ["x", "y"])
        #expect(documents.errors.isEmpty)
    }

    @Test("everything that is no manifest is an error with the place of its file")
    func refusals() {
        let documents = CommitDocuments(
            [
                .link(path: "a"), .tooLarge(path: "b.yaml", size: 2 << 20), .unusableName(path: "c\\x0A"),
                .file(path: "d.yaml", content: Array("[".utf8)),
            ], below: "")
        #expect(documents.errors.map(\.file) == ["a", "b.yaml", "d.yaml", "c\\x0A"])
        #expect(documents.manifests.isEmpty)
    }

    @Test("hidden names below the path and the settings of validation are passed over, whatever they are")
    func passedOver() {
        let wrong = Array("[".utf8)
        let documents = CommitDocuments(
            [
                .file(path: ".a/.b.yaml", content: wrong), .link(path: ".a/c/.d"),
                .file(path: ".a/e.yaml", content: fleet("x")), .file(path: ".a/f/.g/h.yaml", content: wrong),
                .file(path: "martlet.yaml", content: wrong),
            ], below: ".a/")
        #expect(documents.findings.isEmpty)
        #expect(documents.manifests.map(\.name) == ["x"])
    }

    @Test("settings that lie elsewhere are a manifest like others, and one file may be the path itself")
    func notPassedOver() {
        let wrong = Array("[".utf8)
        let documents = CommitDocuments([.file(path: "fleets/martlet.yaml", content: wrong)], below: "fleets")
        #expect(documents.errors.count == 1)
        #expect(CommitDocuments([.file(path: "a/.b.yaml", content: wrong)], below: "a/.b.yaml").errors.count == 1)
        #expect(CommitDocuments([.file(path: "../.x/a.yaml", content: wrong)], below: nil).errors.count == 1)
    }

    @Test("one name in two files is an error at the later one")
    func duplicates() {
        let documents = CommitDocuments(
            [
                .file(path: "a.yaml", content: fleet("x")), .file(path: "b.yaml", content: fleet("x")),
            ], below: "")
        #expect(documents.errors.map(\.file) == ["b.yaml"])
    }

    @Test("the hash of a manifest covers labels and secrets; labels that are not mentioned have none")
    func hashes() throws {
        let documents = CommitDocuments([.file(path: "a.yaml", content: fleet("x"))], below: "")
        let manifest = try #require(documents.manifests.first)
        let desired = Desired(manifest) { labels, spec in labels + [0xff] + spec }
        #expect(desired.hash == [0xff] + manifest.revealedSpecJSON())
        #expect(desired.place == Place(path: "a.yaml", document: 0, line: 1, column: 71))
        #expect(Owned(desired).hash == desired.hash && Owned(desired).key == desired.key)
    }
}
