import Templates
import Testing

@Suite struct TemplateFuzzTests {
    private static let words = [
        "{{", "}}", "{{-", "-}}", " ", "\n", "if", "else", "end", "with", ".", "$", ".metadata", ".name", ".labels",
        ".labels.a", "index", "upper", "eq",
        "printf", "\"", "\"%s\"", "`", "(", ")", "|", "1", "-", "é", "/*", "*/", "\\", "or", "not", "true", "$x", ":=",
        "getOrDefault", "replace",
    ]

    @Test(
        "P10: whatever the text, parsing and rendering end in a text or an error with a place in it", arguments: 0..<20)
    func anyText(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let source = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                Self.words.randomElement(using: &random) ?? ""
            }
            .joined(separator: Bool.random(using: &random) ? " " : "")
            do throws(TemplateError) {
                let template = try Template.parse("{{ " + source)
                _ = try template.render(TemplateValues(name: "n", labels: ["a": "b"]), missing: .empty)
            } catch {
                #expect(
                    error.position.line <= source.utf8.count { $0 == 0x0A } + 1
                        && error.position.column <= source.utf8.count + 4, "\(source)")
            }
        }
    }
}
