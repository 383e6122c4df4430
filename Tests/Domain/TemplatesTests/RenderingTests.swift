import Templates
import Testing

@Suite struct RenderingTests {
    static let device = TemplateValues(
        name: "dev-7", labels: ["site": "berlin", "tier": "Gold", "empty": "", "example.com/zone": "a-b-a", "n": "10"])

    @Test(
        "Templates print what Go prints",
        arguments: [
            ("plain }} text", "plain }} text"), ("", ""), ("{{.metadata.name}}", "dev-7"),
            ("{{ $.metadata.labels.site }}", "berlin"),
            ("a{{ .metadata.name }}b{{ .metadata.labels.tier }}c", "adev-7bGoldc"),
            ("{{ index .metadata.labels \"example.com/zone\" }}", "a-b-a"),
            ("[{{ index .metadata.labels \"absent\" }}]", "[]"), ("{{ upper .metadata.labels.site }}", "BERLIN"),
            ("{{ lower \"ÄB\" }}", "äb"),
            ("{{ upper \"straße\" }}", "STRAßE"), ("{{ replace \"a\" \"xy\" \"banana\" }}", "bxynxynxy"),
            ("{{ replace \"aa\" \"b\" \"aaaaa\" }}", "bba"),
            ("{{ replace \"\" \"-\" \"äb\" }}", "-ä-b-"), ("{{ replace \"aab\" \"X\" \"aaabaaab\" }}", "aXaX"),
            ("{{ replace \"z\" \"\" \"ab\" }}", "ab"),
            ("{{ .metadata.labels.site | replace \"b\" \"B\" | upper }}", "BERLIN"),
            ("{{ \"x\" | printf \"%s-%s\" \"a\" }}", "a-x"),
            ("{{ getOrDefault .metadata.labels \"site\" \"d\" }}", "berlin"),
            ("{{ getOrDefault .metadata.labels \"absent\" \"d\" }}", "d"),
            ("[{{ getOrDefault .metadata.labels \"empty\" \"d\" }}]", "[]"),
            ("{{ \"site\" | index $.metadata.labels }}", "berlin"),
            ("{{ printf \"%s/%d/%v/%v/%q/%%\" \"a\" 5 true \"b\" \"c\\\"d\\n\" }}", #"a/5/true/b/"c\"d\n"/%"#),
            ("{{ len .metadata.labels.site }}", "6"),
            ("{{ len .metadata.labels }}", "5"), ("{{ len \"é\" }}", "2"),
            ("{{ -5 }}{{ +3 }}{{ true }}{{ \"q\" }}{{ `r\n\\n` }}", "-53trueqr\n\\n"),
            ("{{ \"\\u00e9\\x41\\t\\U0001d11e\" }}", "éA\t𝄞"), ("{{ (upper (lower \"A\")) }}", "A"),
            ("{{\n .metadata.name\n}}", "dev-7"),
            ("a {{- \"b\" -}} c", "abc"), ("a \n {{- /* note */ -}} \n b", "ab"), ("a{{/* }} */}}b", "ab"),
            ("a {{ -1 }} b", "a -1 b"), ("{{-1}}", "-1"),
            ("{ {{ \"{\" }} }", "{ { }"), ("{{ \"}}\" }}", "}}"), ("é{{\"\"}}é", "éé"),
        ])
    func printed(source: String, output: String) throws {
        #expect(try Template.parse(source).render(Self.device) == output)
    }

    @Test(
        "Conditions choose as Go chooses",
        arguments: [
            ("{{ if .metadata.labels.site }}y{{ end }}", "y"),
            ("{{ if .metadata.labels.empty }}y{{ else }}n{{ end }}", "n"),
            (
                "{{ if eq .metadata.labels.site \"x\" }}1{{ else if eq .metadata.labels.tier \"Gold\" }}2{{ else }}3{{ end }}",
                "2"
            ),
            ("{{ if eq .metadata.labels.site \"x\" \"y\" \"berlin\" }}y{{ end }}", "y"),
            ("{{ if ne 1 2 }}y{{ end }}", "y"),
            ("{{ if and (lt 1 2) (le 2 2) (gt 3 2) (ge 2 2) }}y{{ end }}", "y"),
            ("{{ if lt \"a\" \"B\" }}y{{ else }}n{{ end }}", "n"),
            ("{{ if or (gt 1 2) (lt \"b\" \"a\") }}y{{ else }}n{{ end }}", "n"), ("{{ if not \"\" }}y{{ end }}", "y"),
            ("{{ if 0 }}y{{ else }}n{{ end }}", "n"),
            (
                "{{ and \"a\" \"\" \"c\" }}|{{ or \"\" \"b\" \"c\" }}|{{ and (eq 1 1) \"v\" }}|{{ and (eq 1 2) \"v\" }}",
                "|b|v|false"
            ),
            ("{{ if or true (eq .metadata.labels.absent \"x\") }}y{{ end }}", "y"),
            ("{{ if and false .metadata.labels.absent }}y{{ else }}n{{ end }}", "n"),
            ("{{ if .metadata.labels }}y{{ end }}{{ if . }}y{{ end }}{{ if $.metadata }}y{{ end }}", "yyy"),
            (
                "{{ with .metadata.labels.site }}<{{ . }}{{ upper . }}{{ $.metadata.name }}>{{ end }}",
                "<berlinBERLINdev-7>"
            ),
            ("{{ with .metadata.labels.empty }}y{{ else }}{{ .metadata.name }}{{ end }}", "dev-7"),
            ("{{ with .metadata.labels }}{{ .site }}{{ index . \"tier\" }}{{ end }}", "berlinGold"),
            ("{{ with .metadata }}{{ .labels.site }}{{ .name }}{{ end }}", "berlindev-7"),
            ("{{ with \"\" }}1{{ else with \"x\" }}{{ . }}{{ else }}3{{ end }}", "x"),
            ("{{ with len \"ab\" }}{{ printf \"%d\" . }}{{ end }}", "2"),
            ("{{ with \"a\" }}{{ with \"b\" }}{{ . }}{{ end }}{{ . }}{{ end }}", "ba"),
            ("{{ if true }} {{- \" x \" -}} {{ end }}", " x "),
            ("{{ if eq (index .metadata.labels \"absent\") \"\" }}none{{ end }}", "none"),
            ("{{ with $ }}{{ .metadata.name }}{{ end }}", "dev-7"),
            ("{{ if false }}a{{ else if false }}b{{ else if true }}c{{ else }}d{{ end }}", "c"),
        ])
    func conditions(source: String, output: String) throws {
        #expect(try Template.parse(source).render(Self.device) == output)
    }

    @Test(
        "A label that is missing is an error where it is read as a field, and empty at validation",
        arguments: [
            ("x{{ .metadata.labels.absent }}", 1, 5, "x"),
            ("a\n {{ if .metadata.labels.absent }}y{{ end }}", 2, 8, "a\n "),
            ("{{ with .metadata.labels }}{{ .absent }}{{ end }}", 1, 31, ""),
            ("{{ upper $.metadata.labels.absent }}", 1, 10, ""),
        ])
    func missing(source: String, line: Int, column: Int, empty: String) throws {
        let template = try Template.parse(source)
        let error = #expect(throws: TemplateError.self) { _ = try template.render(Self.device) }
        #expect(
            error?.code == .missingLabel("absent") && error?.position == TemplatePosition(line: line, column: column))
        #expect(error?.fix.contains("getOrDefault") == true)
        #expect(try template.render(Self.device, missing: .empty) == empty)
    }

    @Test("Equality is by bytes, as in Go, not by what looks the same")
    func equalityByBytes() throws {
        #expect(try Template.parse("{{ eq \"\\u00e9\" \"e\\u0301\" }}").render(Self.device) == "false")
    }

    @Test("P10: work that grows with every stage stops at the limit, before the memory is taken")
    func workIsBounded() throws {
        let stage = " | replace \"\" `" + String(repeating: "r", count: 500) + "`"
        let error = #expect(throws: TemplateError.self) {
            _ = try Template.parse("{{ \"x\"" + String(repeating: stage, count: 31) + " }}").render(Self.device)
        }
        #expect(error?.code == .limit)
        let long = String(repeating: "a", count: 200_000)
        let many = #expect(throws: TemplateError.self) {
            _ = try Template.parse(
                "{{ with `\(long)` }}" + String(repeating: "{{ eq . `a` }}", count: 1000) + "{{ end }}"
            ).render(Self.device)
        }
        #expect(many?.code == .limit)
    }

    @Test("What and/or leave open is checked when it is known")
    func lateTypes() throws {
        let template = try Template.parse("{{ upper (or .metadata.labels.empty 5) }}")
        let error = #expect(throws: TemplateError.self) { _ = try template.render(Self.device) }
        #expect(error?.code == .type)
        #expect(try template.render(TemplateValues(name: "n", labels: ["empty": "x"])) == "X")
    }
}
