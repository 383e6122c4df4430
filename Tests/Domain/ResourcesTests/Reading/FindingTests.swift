import Nodes
import Resources
import Testing

@Suite("Findings") struct FindingTests {
    @Test("All mistakes of a document are found at once, each with its field")
    func all() {
        let text = Documents.fleet(
            "os: {imgae: a/b}\nconfig:\n- name: A\n  inline:\n  - {path: a, content: x, mode: 99999}")
        let (manifests, findings) = read(text)
        #expect(manifests.isEmpty)
        #expect(
            findings.map { "\($0.finding.rule) \($0.finding.path)" } == [
                "MR1101 spec.template.spec.os.imgae", "MR1205 spec.template.spec.config[0].name",
                "MR1216 spec.template.spec.config[0].inline[0].path",
                "MR1107 spec.template.spec.config[0].inline[0].mode",
            ])
        #expect(findings.map(\.kind) == Array(repeating: "Fleet", count: 4))
        #expect(findings.map(\.name) == Array(repeating: "one", count: 4))
    }

    @Test("A finding reads as a line of a compiler")
    func line() {
        let (_, findings) = read(Documents.device("os: {imgae: a/b}"), file: "devices/one.yaml")
        #expect(
            findings.map(\.description) == [
                "devices/one.yaml:6:8: error MR1101: “imgae” is not a field known here. Did you mean “image”?"
            ])
        #expect(findings.map(\.end) == [Position(line: 6, column: 13)])
    }

    @Test(
        "“Did you mean” offers the nearest word, and none where none is near",
        arguments: [
            ("selectr", "selector"), ("Template", "template"), ("rolloutpolicy", "rolloutPolicy"),
            ("tempalte", "template"), ("zzz", nil),
        ])
    func suggestion(_ written: String, _ meant: String?) {
        let (_, findings) = read(
            Documents.of("Fleet", "\(written): {}\nselector: {matchLabels: {a: b}}\ntemplate: {spec: {}}"))
        let fix = findings.first { $0.finding.rule == "MR1101" }?.finding.fix
        #expect(
            fix == meant.map { "Did you mean “\($0)”?" }
                ?? "Remove it; known here are selector, template, rolloutPolicy, layerOrder.")
    }

    @Test("A path names keys with dots in quotes")
    func path() {
        let path = FieldPath(["spec", "httpConfig", "tls.crt", .index(2), "a-b"])
        #expect("\(path)" == "spec.httpConfig[\"tls.crt\"][2].a-b")
    }

    @Test("A number where a text belongs: quotes are offered where they would help")
    func quotes() {
        let (_, findings) = read(
            Documents.device("applications: [{appType: container, image: a/b, envVars: {PORT: 8080}}]"))
        #expect(findings.map(\.finding.fix) == ["Put it in quotes: \"8080\"."])
        let (_, others) = read(
            Documents.device("updatePolicy: {updateSchedule: {at: \"0 0 * * *\", startGraceDuration: 10}}"))
        #expect(others.map(\.finding.message) == ["Expected a duration, found 10, which is a number."])
    }

    @Test("Of a document of mistakes the first five hundred are kept, and the rest is counted (P10)")
    func bounded() {
        let mistakes = (0..<2000).map { "unknown\($0): 1\n" }.joined()
        let (_, findings) = read(Documents.device("{}") + mistakes)
        #expect(findings.count == 501)
        #expect(findings.last?.finding.rule == "MR1012")
        #expect(findings.last?.finding.message == "There are 1500 more findings in this document.")
    }

    @Test("A control character in a wrong value does not reach the terminal")
    func control() {
        let (_, findings) = read(Documents.device("os: {image: \"\\e[31mred\"}"))
        #expect(findings.count == 1)
        #expect(!findings.contains { $0.description.unicodeScalars.contains("\u{1B}") })
    }
}
