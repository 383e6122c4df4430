import Resources
import Testing

@Suite("Which files are manifests") struct ManifestPathTests {
    @Test("Three endings, in any letter case", arguments: ["a.yaml", "b/A.YML", "c.Json", ".yaml", "a.b.yaml"])
    func manifests(path: String) { #expect(ManifestPath.isManifest(path)) }

    @Test("Nothing else", arguments: ["", "yaml", "a.yamlx", "a.yaml/b", "a.yaml.txt", "a.", "a.yaml ", "json"])
    func others(path: String) { #expect(!ManifestPath.isManifest(path)) }
}
