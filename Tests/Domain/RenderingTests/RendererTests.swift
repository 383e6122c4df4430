import FoundationEssentials
import Nodes
import Rendering
import Resources
import Templates
import Testing

@Suite("Renderer")
struct RendererTests {
    @Test("a spec without configuration has the empty lists that agents expect")
    func rendersEmpty() throws {
        let body = try Renderer.render(DeviceSpec(), sources: [:])
        #expect(String(decoding: body, as: UTF8.self) == #"{"applications":[],"config":[],"consoles":[]}"#)
    }

    @Test("providers are merged into one provider without a name")
    func merges() throws {
        let spec = try spec(
            """
            config:
              - name: first
                inline: [{path: /etc/a, content: one}, {path: /etc/b, content: two, mode: 0600}]
              - name: second
                inline: [{path: /etc/c, content: three}]
            """)
        let body = try Renderer.render(spec, sources: [:])
        let node = try JSON.parse(body, limits: .manifest)
        let provider = try #require(node["config"]?.elements?.first)
        #expect(node["config"]?.elements?.count == 1)
        #expect(provider["name"]?.string == "")
        #expect(try files(body) == ["/etc/a": "one", "/etc/b": "two", "/etc/c": "three"])
        #expect(provider["inline"]?.elements?.dropFirst().first?["mode"]?.integer == 0o600)
        #expect(provider["inline"]?.elements?.first?["mode"]?.integer == 0o644)
    }

    @Test(
        "files of a git source stand where its provider stands in the order, and a later provider wins for the same path"
    )
    func mergesSources() throws {
        let spec = try spec(
            """
            config:
              - name: tree
                gitRef: {repository: r, targetRevision: main, path: /x}
              - name: last
                inline: [{path: /etc/a, content: inline}]
            """)
        let reference = try #require(spec.references.first)
        let source = [
            SourceFile(path: "/etc/a", mode: 0o644, content: Array("git".utf8)),
            SourceFile(path: "/bin/run", mode: 0o755, content: Array("#!".utf8)),
        ]
        #expect(
            try files(Renderer.render(spec, sources: [reference: source])) == ["/etc/a": "inline", "/bin/run": "#!"])
    }

    @Test("a source that is not at hand fails the render, and never gives half a spec")
    func refusesMissingSource() throws {
        let spec = try spec("config: [{name: tree, gitRef: {repository: r, targetRevision: main, path: /x}}]")
        #expect(throws: RenderError.self) { try Renderer.render(spec, sources: [:]) }
    }

    @Test("the keys of a secret become files below its directory, for their owners alone (P9)")
    func rendersSecret() throws {
        let spec = try spec(
            "config: [{name: key, secretRef: {name: s, namespace: n, mountPath: /etc/x, user: app, group: tls}}]")
        #expect(throws: RenderError.self) { try Renderer.render(spec, sources: [:]) }
        let reference = try #require(spec.references.first)
        #expect(reference.isSecret)
        let body = try Renderer.render(
            spec, sources: [reference: try reference.map(keys: ["b": Array("two".utf8), "a": Array("one".utf8)])])
        #expect(try files(body) == ["/etc/x/a": "one", "/etc/x/b": "two"])
        let file = try JSON.parse(body, limits: .manifest)["config"]?.elements?.first?["inline"]?.elements?.first
        #expect(file?["mode"]?.integer == 0o640)
        #expect(file?["user"]?.string == "app" && file?["group"]?.string == "tls")
    }

    @Test("a secret cannot take the place of what the agent lives from")
    func refusesForbiddenSecret() throws {
        let spec = try spec("config: [{name: key, secretRef: {name: s, namespace: n, mountPath: /etc/flightctl}}]")
        let reference = try #require(spec.references.first)
        #expect(throws: RenderError.self) { try reference.map(keys: ["config.yaml": []]) }
    }

    @Test("equal inputs give equal bytes")
    func isDeterministic() throws {
        let spec = try spec("config: [{name: a, inline: [{path: /b, content: x}, {path: /a, content: y}]}]")
        #expect(try Renderer.render(spec, sources: [:]) == Renderer.render(spec, sources: [:]))
    }
}

@Suite("Substitution")
struct SubstitutionTests {
    private let values = TemplateValues(name: "d1", labels: ["site": "berlin"])

    @Test("placeholders are filled in every text, also inside base64")
    func fills() throws {
        let encoded = Data("at {{ .metadata.labels.site }}".utf8).base64EncodedString()
        let template = try template(
            """
            config:
              - name: a
                inline:
                  - {path: "/etc/{{ .metadata.name }}", content: "{{ upper .metadata.labels.site }}"}
                  - {path: /etc/b, content: \(encoded), contentEncoding: base64}
            """)
        let spec = try Assignment.assign(template: template, values: values, own: nil)
        #expect(try files(Renderer.render(spec, sources: [:])) == ["/etc/d1": "BERLIN", "/etc/b": "at berlin"])
    }

    @Test("a label that the device does not carry fails, and the reason names it")
    func refusesMissingLabel() throws {
        let template = try template(
            #"config: [{name: a, inline: [{path: /a, content: "{{ .metadata.labels.rack }}"}]}]"#)
        let error = #expect(throws: RenderError.self) {
            try Assignment.assign(template: template, values: values, own: nil)
        }
        #expect(error?.description.contains("rack") == true)
    }

    @Test("what a label makes of a template is judged by the same rules again")
    func refusesForbiddenResult() throws {
        let template = try template(
            #"config: [{name: a, inline: [{path: "/{{ .metadata.labels.dir }}/x", content: ""}]}]"#)
        let values = TemplateValues(name: "d1", labels: ["dir": ".."])
        #expect(throws: RenderError.self) { try Assignment.assign(template: template, values: values, own: nil) }
    }

    @Test("mentions are those of all texts together")
    func mentions() throws {
        let template = try template(
            """
            config:
              - name: a
                inline:
                  - {path: /a, content: "{{ .metadata.labels.site }}"}
                  - {path: "/{{ .metadata.name }}", content: plain}
            """)
        let mentions = try Substitution.mentions(of: template)
        #expect(mentions.labels == ["site"])
        #expect(mentions.name)
        #expect(!mentions.allLabels)
    }
}

@Suite("Overlay")
struct OverlayTests {
    @Test("a device's own spec is merged last, item by item")
    func merges() throws {
        let fleet = try spec(
            """
            config: [{name: a, inline: [{path: /a, content: fleet}]}, {name: b, inline: [{path: /b, content: fleet}]}]
            systemd: {matchPatterns: [a.service]}
            """)
        let own = try spec("config: [{name: b, inline: [{path: /b, content: own}, {path: /a, content: own}]}]")
        let merged = fleet.overlaid(with: own)
        #expect(merged.config.map(\.name) == ["a", "b"])
        #expect(try files(Renderer.render(merged, sources: [:])) == ["/a": "own", "/b": "own"])
        #expect(merged.systemd == fleet.systemd)
    }
}
