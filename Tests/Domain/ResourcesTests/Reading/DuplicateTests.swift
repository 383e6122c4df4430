import Nodes
import Resources
import Testing

@Suite("Resources are declared once") struct DuplicateTests {
    @Test("Two of one name in a file: the later is refused and names the place of the first")
    func oneFile() {
        let one = Documents.device("{}")
        let (manifests, findings) = read(one + "---\n" + one + "---\n" + Documents.fleet("{}"), file: "all.yaml")
        #expect(manifests.count == 3)
        #expect(
            findings.map(\.description) == [
                "all.yaml:11:9: error MR1010: Device “one” is declared twice, first in all.yaml at line 4, column 9."
                    + " Rename one of the two, or remove it."
            ])
        #expect(findings.map(\.end.column) == [12])
    }

    @Test("Two of one name in different files")
    func acrossFiles() {
        let device = Documents.device("{}")
        let manifests = ["a.yaml", "b.yaml", "c.yaml"].flatMap {
            read($0 == "b.yaml" ? Documents.fleet("{}") : device, file: $0).manifests
        }
        let findings = Manifest.duplicatesAcrossFiles(manifests)
        #expect(findings.map { "\($0.file):\($0.start)" } == ["c.yaml:4:9"])
        #expect(findings.first?.finding.message.contains("first in a.yaml at line 4, column 9") == true)
    }

    @Test("Pairs within one file are not told again")
    func toldOnce() {
        let manifests = read(Documents.device("{}") + "---\n" + Documents.device("{}")).manifests
        #expect(Manifest.duplicatesAcrossFiles(manifests).isEmpty)
    }

    @Test("Equal names of different kinds are no matter")
    func otherKind() {
        let (manifests, findings) = read(Documents.device("{}") + "---\n" + Documents.fleet("{}"))
        #expect(findings.isEmpty)
        #expect(Manifest.duplicatesAcrossFiles(manifests).isEmpty)
    }

    @Test("Items of one name are no matter in different catalogs, and one in the same")
    func items() {
        let first = item(of: "apps")
        let (manifests, findings) = read(first + "---\n" + item(of: "charts"))
        #expect(findings.map(\.description) == [])
        #expect(manifests.map(\.scope) == ["apps", "charts"])
        #expect(read(first + "---\n" + first).findings.map(\.finding.rule) == ["MR1010"])
    }

    @Test("A server refuses what it does not keep, with what to do, and nothing else")
    func unkept() throws {
        let (manifests, _) = read(item(of: "apps") + "---\n" + Documents.device("{}"), file: "a.yaml")
        #expect(
            manifests.map { $0.refusal?.description } == [
                "a.yaml:4:9: error MR1013: Servers of this version do not keep resources of kind CatalogItem. Move the document out of the path of the sync.",
                nil,
            ])
    }

    private func item(of catalog: String) -> String {
        Documents.of(
            "CatalogItem", "type: container\nartifacts: [{type: container, uri: a/b}]\nversions: []",
            metadata: "name: one\ncatalog: \(catalog)"
        ).replacing("v1beta1", with: "v1alpha1")
    }
}
