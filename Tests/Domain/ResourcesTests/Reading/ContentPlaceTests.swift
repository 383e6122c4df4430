import Nodes
import Resources
import Testing

@Suite("Places in what a text holds") struct ContentPlaceTests {
    private static let head =
        "apiVersion: flightctl.io/v1beta1\nkind: Fleet\nmetadata: {name: one}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    spec:\n      config:\n      - name: a\n        inline:\n        - path: /etc/app.conf\n"

    /// The place of the only finding about the content that `value` writes; the mistake in it is `{{ ▸.x }}`.
    @Test(
        "A broken placeholder is found where it stands in the file",
        arguments: [
            "|\n            first\n            {{ ▸.x }}\n",
            "|\r\n            first\r\n            {{ ▸.x }}\r\n",
            "|  # what it holds\n\n\n            äöü {{ ▸.x }}",
            "|2\n              indented\n              {{ ▸.x }}\n",
            "|+\n            {{ ▸.x }}\n\n\n",
            "|-\n            a\n              b\n              \t{{ ▸.x }}\n",
            "!!str |\n            {{ ▸.x }}\n",
            "&anchor |\n            {{ ▸.x }}\n",
            ">\n            first\n            second {{ ▸.x }}\n\n            third\n",
            ">-\n            first\n\n              more {{ ▸.x }}\n            third\n",
            "a {{ ▸.x }} b\n",
            "a\n            b\n\n            {{ ▸.x }}\n",
            "'it''s {{ ▸.x }}'\n",
            "'it''s\n            {{ ▸.x }}'\n",
            "\"a {{ ▸.x }}\"\n",
            "\"a\\n\\tb\\u00e4\\x41 \\\n            c {{ ▸.x }}\"\n",
            "\"a  \n            \\n b {{ ▸.x }}\"\n",
            "\"\u{1F600}\\U0001F600 {{ ▸.x }}\"\n",
        ])
    func placeholder(_ value: String) throws {
        let marked = Marked(.unknownPlaceholder, Self.head + "          content: " + value)
        let (_, findings) = read(marked.text)
        #expect(findings.map { "\($0.finding.rule) \($0.start)" } == ["\(marked.rule.id) \(marked.position)"])
        let finding = try #require(findings.first)
        #expect(finding.end == Position(line: finding.start.line, column: finding.start.column + 2))
        #expect(!finding.finding.message.contains("In the text"))
    }

    @Test("JSON: escapes count as they are written")
    func json() {
        let marked = Marked(
            .unknownPlaceholder,
            #"{"apiVersion":"flightctl.io/v1beta1","kind":"Fleet","metadata":{"name":"one"},"spec":{"selector":{"matchLabels":{"a":"b"}},"#
                + "\n"
                + #""template":{"spec":{"config":[{"name":"a","inline":[{"path":"/a","content":"x\n\uD83D\uDE00\/ {{ ▸.x }}"}]}]}}}}"#,
            file: "a.json")
        let (_, findings) = read(marked.text, file: marked.file)
        #expect(findings.map { "\($0.finding.rule) \($0.start)" } == ["\(marked.rule.id) \(marked.position)"])
    }

    @Test(
        "What the file does not show is told by its place in the text",
        arguments: [
            "e3sgLnggfX0=\n          contentEncoding: ▸base64\n"
        ])
    func encoded(_ value: String) throws {
        let text = Self.head + "          content: " + value.replacing("▸", with: "")
        let (_, findings) = read(text)
        let finding = try #require(findings.first)
        #expect(finding.start == Position(line: 12, column: 20))
        #expect(finding.finding.message.hasSuffix("(In the text: line 1, column 4.)"))
    }

    @Test("The content of an alias stands elsewhere")
    func alias() throws {
        let text =
            Self.head
            + "          content: &text |\n            {{ .x }}\n        - path: /etc/b.conf\n          content: *text\n"
        let (_, findings) = read(text)
        #expect(findings.map(\.start) == [Position(line: 13, column: 16), Position(line: 15, column: 20)])
        #expect(findings.last?.finding.message.contains("In the text: line 1, column 4") == true)
    }

    @Test("A document that was parsed elsewhere has the place of the value", arguments: ["|\n            {{ .x }}\n"])
    func withoutBytes(_ value: String) throws {
        let text = Self.head + "          content: " + value
        let node = try #require(try YAML.documents(in: Array(text.utf8)).first)
        let (_, findings) = ManifestReader.read(node, file: "a.yaml")
        #expect(findings.map(\.start) == [Position(line: 12, column: 20)])
        #expect(findings.first?.finding.message.contains("In the text: line 1, column 4") == true)
    }
}
