import Nodes
import Rendering
import Resources
import Templates
import Testing

@Suite("Layers")
struct LayerTests {
    private func layer(_ name: String, _ order: Int64, _ labels: [String: String] = ["site": "x"]) -> Layer {
        Layer(name: name, order: order, matchLabels: labels, template: DeviceSpec())
    }

    @Test("layers lie by order, equal orders by name, whatever order they are given in")
    func orders() {
        let layers = [layer("b", 5), layer("c", -1), layer("a", 5), layer("z", 0)]
        for given in [layers, layers.reversed()] {
            #expect(given.applying(to: ["site": "x"]).map(\.name) == ["c", "z", "a", "b"])
        }
    }

    @Test(
        "a layer applies to devices that carry all its labels and to no others",
        arguments: [
            (["site": "x", "role": "web"], ["both", "site"]), (["site": "x"], ["site"]), (["site": "y"], []),
            (["role": "web"], []), ([:], []),
        ] as [([String: String], [String])])
    func applies(labels: [String: String], names: [String]) {
        let layers = [layer("site", 1), layer("both", 0, ["site": "x", "role": "web"])]
        #expect(layers.applying(to: labels).map(\.name) == names)
    }

    @Test(
        "an upper OS image, policy and application replaces, a later file wins, and all files of equal providers count")
    func precedence() throws {
        let bottom = try spec(
            """
            os: {image: quay.io/os:1}
            config: [{name: files, inline: [{path: /a, content: bottom}, {path: /b, content: bottom}]}]
            applications: [{name: app, appType: container, image: quay.io/app:1}]
            systemd: {matchPatterns: [bottom.service]}
            """)
        let middle = try spec(
            """
            os: {image: quay.io/os:2}
            config: [{name: files, inline: [{path: /b, content: middle}, {path: /c, content: middle}]}]
            applications: [{name: app, appType: container, image: quay.io/app:2}, {name: b, appType: container, image: quay.io/b:1}]
            """)
        let top = try spec("config: [{name: other, inline: [{path: /c, content: top}]}]")
        let values = TemplateValues(name: "d", labels: [:])
        let merged = try Assignment.assign(layers: [bottom, middle], template: top, values: values, own: nil)
        #expect(merged.os?.image == "quay.io/os:2")
        #expect(try files(Renderer.render(merged, sources: [:])) == ["/a": "bottom", "/b": "middle", "/c": "top"])
        #expect(merged.applications.map(\.effectiveName) == ["app", "b"])
        #expect(merged.systemd == bottom.systemd)
        let reversed = try Assignment.assign(layers: [middle, bottom], template: top, values: values, own: nil)
        #expect(reversed.os?.image == "quay.io/os:1")
    }

    @Test("the device's own spec lies over all layers, and its provider takes the place of all of that name")
    func ownWins() throws {
        let low = try spec("config: [{name: files, inline: [{path: /a, content: low}]}]")
        let fleet = try spec("config: [{name: files, inline: [{path: /b, content: fleet}]}]")
        let own = try spec("config: [{name: files, inline: [{path: /c, content: own}]}]")
        let merged = try Assignment.assign(
            layers: [low], template: fleet, values: TemplateValues(name: "d", labels: [:]), own: own)
        #expect(try files(Renderer.render(merged, sources: [:])) == ["/c": "own"])
    }

    @Test("a layer whose placeholder cannot be filled fails the whole, and never gives half a spec")
    func refusesHalf() throws {
        let low = try template(
            #"config: [{name: a, inline: [{path: /a, content: "{{ .metadata.labels.rack }}"}]}]"#)
        #expect(throws: RenderError.self) {
            try Assignment.assign(
                layers: [low], template: DeviceSpec(), values: TemplateValues(name: "d", labels: [:]), own: nil)
        }
    }

    @Test("the labels that decide whether a layer applies count among what is mentioned (P5)")
    func mentions() throws {
        let mentioning = Layer(
            name: "a", order: 0, matchLabels: ["site": "x"],
            template: try template(
                #"config: [{name: a, inline: [{path: /a, content: "{{ .metadata.labels.rack }}"}]}]"#))
        let mentions = try [mentioning, layer("b", 1, ["role": "web"])].mentions()
        #expect(mentions.labels == ["site", "rack", "role"])
        #expect(!mentions.name && !mentions.allLabels)
    }
}
