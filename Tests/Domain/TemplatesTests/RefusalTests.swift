import Templates
import Testing

@Suite struct RefusalTests {
    @Test(
        "P2: what is no template, or more than a fleet may use, is refused with its place",
        arguments: [
            ("{{", .syntax, 1, 1), ("a{{ .metadata.name", .syntax, 1, 2), ("{{ }}", .syntax, 1, 4),
            ("{{ \"a }}", .syntax, 1, 4), ("{{ `a }}", .syntax, 1, 4),
            ("{{ \"a\n\" }}", .syntax, 1, 4), ("{{ \"\\q\" }}", .syntax, 1, 5), ("{{ \"\\u12\" }}", .syntax, 1, 5),
            ("{{ \"\\ud800\" }}", .syntax, 1, 5),
            ("{{ \"\\xff\" }}", .unsupported, 1, 4), ("{{ \"\\x00\" }}", .unsupported, 1, 4),
            ("{{/* a }}", .syntax, 1, 1), ("{{/* a */ }}", .syntax, 1, 1),
            ("{{ /* a */ }}", .syntax, 1, 4), ("{{ ( .metadata.name }}", .syntax, 1, 4),
            ("{{ .metadata.name ) }}", .syntax, 1, 19), ("{{ () }}", .syntax, 1, 5),
            ("{{ | upper }}", .syntax, 1, 4), ("{{ .metadata.name | }}", .syntax, 1, 21), ("{{ 'a' }}", .syntax, 1, 4),
            ("{{ # }}", .syntax, 1, 4),
            ("{{ .metadata. }}", .syntax, 1, 4), ("{{ .metadata..name }}", .syntax, 1, 4),
            ("{{ .metadata.labels.my-key }}", .syntax, 1, 4),
            ("{{ .metadata.labels.example.com/x }}", .syntax, 1, 4), ("{{ .metadata.name-}}", .syntax, 1, 18),
            ("{{ \"a\"\"b\" }}", .syntax, 1, 7),
            ("{{ upper\"a\" }}", .syntax, 1, 9), ("{{ end }}", .syntax, 1, 4), ("{{ else }}", .syntax, 1, 4),
            ("{{ if true }}", .syntax, 1, 4),
            ("{{ if true }}{{ else }}", .syntax, 1, 4), ("{{ if true }}{{ else }}{{ else }}{{ end }}", .syntax, 1, 27),
            ("{{ if }}{{ end }}", .syntax, 1, 7),
            ("{{ if true }}{{ end x }}", .syntax, 1, 21),
            ("{{ if true }}{{ else with true }}{{ end }}", .syntax, 1, 22), ("{{ upper if }}", .syntax, 1, 10),
            ("{{ true | if }}", .syntax, 1, 11), ("{{ if true }}\n{{ else if }}{{ end }}", .syntax, 2, 12),
            ("{{ with \"a\" }}\n{{ if true }}", .syntax, 2, 4), ("{{ upper lower \"a\" }}", .syntax, 1, 10),
            ("{{ range .metadata.labels }}{{ end }}", .unsupported, 1, 4),
            ("{{ define \"x\" }}{{ end }}", .unsupported, 1, 4),
            ("{{ template \"x\" }}", .unsupported, 1, 4), ("{{ block \"x\" . }}{{ end }}", .unsupported, 1, 4),
            ("{{ break }}", .unsupported, 1, 4),
            ("{{ continue }}", .unsupported, 1, 4), ("{{ nil }}", .unsupported, 1, 4),
            ("{{ $x := 1 }}", .unsupported, 1, 4), ("{{ $x }}", .unsupported, 1, 4),
            ("{{ if $x := 1 }}{{ end }}", .unsupported, 1, 7), ("{{ html \"a\" }}", .unsupported, 1, 4),
            ("{{ call . }}", .unsupported, 1, 4),
            ("{{ title \"a\" }}", .unsupported, 1, 4), ("{{ .spec.os }}", .unsupported, 1, 4),
            ("{{ .metadata.owner }}", .unsupported, 1, 4),
            ("{{ .Metadata.name }}", .unsupported, 1, 4), ("{{ $.name }}", .unsupported, 1, 4),
            ("{{ 1.5 }}", .unsupported, 1, 4), ("{{ 010 }}", .unsupported, 1, 4),
            ("{{ 0x1F }}", .unsupported, 1, 4), ("{{ 99999999999999999999 }}", .unsupported, 1, 4),
            ("{{ - }}", .syntax, 1, 4),
            ("{{ printf .metadata.name }}", .unsupported, 1, 11), ("{{ printf \"%5d\" 1 }}", .unsupported, 1, 11),
            ("{{ printf \"%\" }}", .unsupported, 1, 11),
            ("{{ . }}", .type, 1, 4), ("{{ .metadata }}", .type, 1, 4), ("{{ $.metadata.labels }}", .type, 1, 4),
            ("{{ .metadata.name.x }}", .type, 1, 4),
            ("{{ .metadata.labels.a.b }}", .type, 1, 4),
            ("{{ with \"a\" }}{{ .metadata.name }}{{ end }}", .type, 1, 18), ("{{ upper }}", .type, 1, 4),
            ("{{ upper \"a\" \"b\" }}", .type, 1, 4), ("{{ \"a\" | upper \"b\" }}", .type, 1, 10),
            ("{{ upper 5 }}", .type, 1, 10),
            ("{{ replace \"a\" \"b\" }}", .type, 1, 4), ("{{ index .metadata.labels }}", .type, 1, 4),
            ("{{ index \"a\" \"b\" }}", .type, 1, 10),
            ("{{ index . \"metadata\" }}", .type, 1, 10), ("{{ index .metadata.labels 0 }}", .type, 1, 27),
            ("{{ getOrDefault .metadata \"a\" \"b\" }}", .type, 1, 17),
            ("{{ getOrDefault .metadata.labels \"a\" 5 }}", .type, 1, 38), ("{{ len 5 }}", .type, 1, 8),
            ("{{ eq 1 }}", .type, 1, 4), ("{{ eq 1 \"1\" }}", .type, 1, 9),
            ("{{ eq .metadata.labels.n 10 }}", .type, 1, 26), ("{{ ne 1 2 3 }}", .type, 1, 4),
            ("{{ lt true false }}", .type, 1, 7),
            ("{{ eq .metadata.labels .metadata.labels }}", .type, 1, 7), ("{{ not }}", .type, 1, 4),
            ("{{ and }}", .type, 1, 4),
            ("{{ or .metadata.labels \"a\" }}", .type, 1, 4), ("{{ upper (or .metadata.labels \"a\") }}", .type, 1, 11),
            ("{{ printf \"%s\" }}", .type, 1, 11),
            ("{{ printf \"%d\" \"a\" }}", .type, 1, 16), ("{{ printf \"%s\" 5 }}", .type, 1, 16),
            ("{{ printf \"a\" 5 }}", .type, 1, 11),
            ("{{ printf \"%v\" .metadata.labels }}", .type, 1, 16), ("{{ .metadata.name \"a\" }}", .type, 1, 19),
            ("{{ \"a\" | \"b\" }}", .type, 1, 10),
            ("é\n é{{ . }}", .type, 2, 6), ("{{ $.metadata.name.x }}", .type, 1, 4),
        ] as [(String, TemplateError.Code, Int, Int)])
    func refused(source: String, code: TemplateError.Code, line: Int, column: Int) {
        let error = #expect(throws: TemplateError.self) { _ = try Template.parse(source) }
        #expect(
            error?.code == code && error?.position == TemplatePosition(line: line, column: column),
            "\(error.map(String.init(describing:)) ?? "")")
        #expect(error?.message.hasSuffix(".") == true && error?.fix.hasSuffix(".") == true)
    }

    @Test("P10: nesting, stages and size are bounded, and accepted at their edge")
    func limits() throws {
        func code(_ source: String) -> TemplateError.Code? {
            do throws(TemplateError) { _ = try Template.parse(source) } catch { return error.code }
            return nil
        }
        func blocks(_ depth: Int) -> String {
            String(repeating: "{{ if true }}", count: depth) + String(repeating: "{{ end }}", count: depth)
        }
        func parentheses(_ depth: Int) -> String {
            "{{ " + String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth) + " }}"
        }
        func stages(_ count: Int) -> String { "{{ \"a\"" + String(repeating: " | upper", count: count - 1) + " }}" }
        #expect(code(blocks(10)) == nil && code(blocks(11)) == .limit)
        #expect(code(parentheses(10)) == nil && code(parentheses(11)) == .limit && code(parentheses(100_000)) == .limit)
        #expect(code(stages(32)) == nil && code(stages(33)) == .limit)
        #expect(
            code(String(repeating: "a", count: 1 << 20)) == nil
                && code(String(repeating: "a", count: 1 << 20 + 1)) == .limit)
        let chain = "{{ if false }}" + String(repeating: "{{ else if false }}", count: 10_000) + "{{ end }}"
        #expect(code(chain) == nil, "a chain is no nesting")
    }

    @Test("An unknown function is answered with those there are")
    func unknownFunction() {
        let error = #expect(throws: TemplateError.self) { _ = try Template.parse("{{ trim \"a\" }}") }
        #expect(error?.message.contains("“trim”") == true && error?.fix.contains("getOrDefault") == true)
    }
}
