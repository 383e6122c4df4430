import Templates
import Testing

@Suite struct MentionsTests {
    @Test(
        "P5: what a template can depend on is known without rendering it",
        arguments: [
            ("plain", Mentions()), ("{{ upper \"a\" }}", Mentions()), ("{{ .metadata.name }}", Mentions(name: true)),
            ("{{ .metadata.labels.a }}{{ $.metadata.labels.b }}", Mentions(labels: ["a", "b"])),
            ("{{ index .metadata.labels \"x/y\" }}", Mentions(labels: ["x/y"])),
            ("{{ \"k\" | index .metadata.labels }}", Mentions(labels: ["k"])),
            ("{{ getOrDefault .metadata.labels \"k\" .metadata.name }}", Mentions(labels: ["k"], name: true)),
            ("{{ getOrDefault $.metadata.labels \"k\" .metadata.labels.d }}", Mentions(labels: ["k", "d"])),
            (
                "{{ if false }}{{ .metadata.labels.a }}{{ else }}{{ .metadata.labels.b }}{{ end }}",
                Mentions(labels: ["a", "b"])
            ),
            (
                "{{ if .metadata.labels.a }}{{ else if eq .metadata.labels.b \"x\" }}{{ end }}",
                Mentions(labels: ["a", "b"])
            ),
            ("{{ with .metadata.labels.a }}{{ . }}{{ end }}", Mentions(labels: ["a"])),
            ("{{ with .metadata }}{{ .labels.a }}{{ end }}", Mentions(labels: ["a"])),
            ("{{ with .metadata.labels }}{{ .a }}{{ end }}", Mentions(labels: ["a"], allLabels: true)),
            ("{{ index .metadata.labels .metadata.name }}", Mentions(name: true, allLabels: true)),
            ("{{ index .metadata.labels (index .metadata.labels \"k\") }}", Mentions(labels: ["k"], allLabels: true)),
            ("{{ getOrDefault .metadata.labels (upper \"k\") \"d\" }}", Mentions(allLabels: true)),
            ("{{ len .metadata.labels }}", Mentions(allLabels: true)),
            ("{{ if .metadata.labels }}{{ end }}", Mentions(allLabels: true)),
            ("{{ if . }}{{ end }}{{ if .metadata }}{{ end }}", Mentions()),
            ("{{ index (or .metadata.labels .metadata.labels) \"k\" }}", Mentions(allLabels: true)),
            ("{{/* .metadata.name */}}", Mentions()),
        ])
    func mentions(source: String, mentions: Mentions) throws {
        #expect(try Template.parse(source).mentions == mentions)
    }

    @Test("A template without placeholders is constant")
    func constant() throws {
        #expect(try Template.parse("a {{/* b */}} c").isConstant)
        #expect(try !Template.parse("a {{ \"b\" }}").isConstant)
    }

    @Test("Mentions of several templates add up")
    func union() {
        var mentions = Mentions(labels: ["a"])
        mentions.formUnion(Mentions(labels: ["b"], name: true))
        mentions.formUnion(Mentions(allLabels: true))
        #expect(mentions == Mentions(labels: ["a", "b"], name: true, allLabels: true))
    }

    @Test("P5: devices that agree in all that is mentioned get the same text", arguments: 0..<30)
    func sufficient(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let keys = ["a", "b", "c", "d"]
        for _ in 0..<20 {
            let template = try Template.parse(RandomTemplate.source(&random))
            var first: [String: String] = [:]
            for key in keys where Bool.random(using: &random) {
                first[key] = ["", "x", "a", "b"].randomElement(using: &random)
            }
            var second = first
            for key in keys where !template.mentions.allLabels && !template.mentions.labels.contains(key) {
                second[key] = Bool.random(using: &random) ? nil : "other"
            }
            let name = template.mentions.name ? "one" : "two"
            let texts = [TemplateValues(name: "one", labels: first), TemplateValues(name: name, labels: second)].map {
                values in
                (try? template.render(values)) ?? "error"
            }
            #expect(texts[0] == texts[1])
        }
    }
}
