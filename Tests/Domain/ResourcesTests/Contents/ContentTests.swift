import Nodes
import Testing

@testable import Resources

@Suite("Contents of files") struct ContentTests {
    private static func compose(_ content: String, in kind: (String) -> String = Documents.device) -> String {
        kind(
            "applications:\n- appType: compose\n  name: a\n  inline:\n  - path: docker-compose.yaml\n    content: |\n"
                + indented(content, 6))
    }

    private static func indented(_ text: String, _ spaces: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String(repeating: " ", count: spaces) + $0 }.joined(separator: "\n")
    }

    @Test(
        "Text with placeholders is left alone where only filling them shows what it is",
        arguments: [
            "services:\n  web:\n    image: {{ .metadata.labels.image }}",
            "{{ if eq .metadata.name \"a\" }}\nservices:\n{{ end }}",
            "services:\n  web:\n    image: \"{{ .metadata.labels.image }}\"",
        ])
    func open(_ content: String) {
        #expect(read(Self.compose(content, in: Documents.fleet)).findings.map(\.description) == [])
    }

    @Test("What stands beside a placeholder is judged all the same")
    func besidePlaceholder() {
        let text = Self.compose(
            "services:\n  web:\n    image: redis\n    hostname: \"{{ .metadata.name }}\"", in: Documents.fleet)
        #expect(read(text).findings.map(\.finding.rule) == [Rule.composeImageReference.id])
    }

    @Test("Content in base64 is judged; its findings stand at the value and name their place")
    func encoded() throws {
        // services: {web: {image: redis}}
        let text = Documents.device(
            "applications:\n- appType: compose\n  name: a\n  inline:\n  - path: docker-compose.yaml\n    contentEncoding: base64\n    content: c2VydmljZXM6IHt3ZWI6IHtpbWFnZTogcmVkaXN9fQ=="
        )
        let finding = try #require(read(text).findings.first)
        #expect(finding.finding.rule == Rule.composeImageReference.id)
        #expect(finding.start == Position(line: 12, column: 16))
        #expect(finding.finding.message.hasSuffix("(In the text: line 1, column 25.)"))
    }

    @Test("What was stored is not judged again")
    func wire() throws {
        let node = try JSON.parse(
            Array(
                #"{"applications":[{"appType":"compose","name":"a","inline":[{"path":"docker-compose.yaml","content":"x"}]}]}"#
                    .utf8))
        #expect(decode(DeviceSpec.self, from: node, policy: .wire).findings == [])
        #expect(decode(DeviceSpec.self, from: node, policy: .manifest).findings.map(\.rule) == [Rule.composeSyntax.id])
    }

    @Test(
        "No finding shows a secret",
        arguments: [
            "DB_PASSWORD: Tr0ub4dor-and-3", "API_TOKEN: \"9f8e7d6c5b4a\"",
        ])
    func secrecy(_ variable: String) throws {
        let secret = String(variable.split(separator: " ")[1]).replacing("\"", with: "")
        let text = Documents.device(
            "applications:\n- appType: container\n  image: quay.io/a/b\n  envVars: {\(variable)}")
        let findings = read(text).findings
        #expect(findings.map(\.finding.rule) == [Rule.secretInVariable.id])
        #expect(!findings.contains { "\($0) \($0.finding)".contains(secret) })
    }

    @Test("Files of any bytes give findings or none and never a crash", arguments: 0..<6)
    func fuzz(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "services:", "\n", "  ", "web:", " image: ", "quay.io/a/b:1", "[", "]", "{", "}", "- ", "depends_on", ": ",
            "\t", "\"",
            "[Container]", "Image=", "\\", "=", "#", "run: ", "if:", "op: ", "receivers:", "exporters:", "service:",
            "pipelines:",
            "otlp", "/", "${env:A}", "{{ ", "}}", "ä", "&a ", "*a", "| ", "> ", "---\n", "ghp_",
            "-----BEGIN PRIVATE KEY-----",
        ]
        for _ in 0..<400 {
            let content = (0..<Int.random(in: 1...24, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let quoted = Node.string(content).yaml().replacing("\n", with: "\n    ")
            let text = Documents.device(
                "config:\n- name: a\n  inline:\n  - path: /etc/otelcol/config.yaml\n    content: \(quoted)\n  - path: /etc/flightctl/hooks.d/afterupdating/a.yaml\n    content: \(quoted)\napplications:\n- appType: compose\n  name: a\n  inline:\n  - path: docker-compose.yaml\n    content: \(quoted)\n- appType: quadlet\n  name: b\n  inline:\n  - path: a.container\n    content: \(quoted)"
            )
            for finding in read(text).findings { #expect(finding.start <= finding.end, "\(finding) in \(text)") }
        }
    }
}
