import Nodes
import Testing

@testable import Resources

@Suite("Fleets that can select one device") struct FleetIndexTests {
    @Test("The index finds what comparing each with each finds", arguments: 0..<8)
    func sameAsPairs(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var index = FleetIndex()
        var fleets: [[String: String]] = []
        for place in 0..<120 {
            let labels = Self.labels(&generator, fewest: 1)
            let expected = fleets.indices.filter { other in
                labels.allSatisfy { fleets[other][$0.key].map { [value = $0.value] in $0 == value } ?? true }
            }
            let hits = index.hits(for: Self.sorted(labels))
            #expect(hits.count == expected.count)
            #expect(hits.first == expected.first ?? .max)
            index.insert(place, Self.sorted(labels))
            fleets.append(labels)
        }
        for _ in 0..<60 {
            let device = Self.labels(&generator, fewest: 0)
            let expected = fleets.indices.filter { fleets[$0].allSatisfy { device[$0.key] == $0.value } }
            #expect(index.fleets(selecting: device) == expected)
        }
    }

    @Test("Sets of keys beyond the limit are not compared, so that no set of fleets makes it slow (P10)")
    func bounded() {
        var index = FleetIndex()
        for place in 0..<(FleetIndex.mostKeySets + 50) {
            index.insert(place, [LinkFacts.Label(key: "k\(place)", value: "v")])
        }
        #expect(index.hits(for: [LinkFacts.Label(key: "other", value: "v")]).count == FleetIndex.mostKeySets)
    }

    @Test("A message names the first other fleet and how many more there are")
    func message() throws {
        let fleets = ["a", "b", "c", "d"].map { name in
            Documents.of(
                "Fleet", "selector: {matchLabels: {site: berlin}}\ntemplate: {spec: {}}", metadata: "name: \(name)")
        }
        let manifests = read(fleets.joined(separator: "---\n")).manifests
        let findings = Links.judge(manifests.map(\.links))
        #expect(
            findings.map(\.finding.message) == [
                "Fleet “a” (a.yaml:4) can select a device that this fleet selects.",
                "Fleet “a” (a.yaml:4) can select a device that this fleet selects, and so can one more fleet.",
                "Fleet “a” (a.yaml:4) can select a device that this fleet selects, and so can 2 more fleets.",
            ])
        #expect(findings.map(\.name) == ["b", "c", "d"])
    }

    @Test("Expressions do not count, as when the server matches devices")
    func expressions() {
        let text = Documents.of(
            "Fleet", "selector: {matchExpressions: [{key: site, operator: Exists}]}\ntemplate: {spec: {}}")
        #expect(
            Links.judge(read(text + "---\n" + text.replacing("name: one", with: "name: two")).manifests.map(\.links))
                == [])
    }

    @Test("Layers share their devices with others, and select them: only fleets that are none can clash")
    func layers() throws {
        let fleets = ["a", "b", "c"].map { name in
            Documents.of(
                "Fleet",
                "selector: {matchLabels: {site: berlin}}\n\(name == "c" ? "" : "layerOrder: 1\n")template: {spec: {}}",
                metadata: "name: \(name)")
        }
        let device = Documents.of("Device", "{}", metadata: "name: d\nlabels: {site: berlin}")
        let one = read((fleets + [device]).joined(separator: "---\n")).manifests.map(\.links)
        #expect(Links.judge(one) == [])
        let alone = read([fleets[0], device].joined(separator: "---\n")).manifests.map(\.links)
        #expect(Links.judge(alone) == [])
        let twin = fleets[2].replacing("name: c", with: "name: twin")
        let two = read((fleets + [twin]).joined(separator: "---\n")).manifests.map(\.links)
        #expect(Links.judge(two).map(\.name) == ["twin"])
    }

    private static func labels(_ generator: inout SeededGenerator, fewest: Int) -> [String: String] {
        var labels: [String: String] = [:]
        for _ in 0..<Int.random(in: max(fewest, 1)...4, using: &generator) {
            labels["k\(Int.random(in: 0..<5, using: &generator))"] = "v\(Int.random(in: 0..<3, using: &generator))"
        }
        return labels
    }

    private static func sorted(_ labels: [String: String]) -> [LinkFacts.Label] {
        labels.map(LinkFacts.Label.init).sorted { $0.key < $1.key }
    }
}
