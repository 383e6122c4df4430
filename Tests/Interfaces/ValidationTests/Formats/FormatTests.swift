import Nodes
import Resources
import Testing

@testable import Validation

@Suite("Formats") struct FormatTests {
    private static let files = ["fleets/web.yaml": Sample.misspelt, "one.yaml": Sample.decimalMode]

    @Test("text looks as compilers have made familiar, and the summary stands apart")
    func text() throws {
        let (output, notes) = try judge(Self.files).report(.text)
        #expect(
            output.contains(
                """
                error[MR1101]: “selektor” is not a field known here.
                 --> fleets/web.yaml:6:3 (Fleet web)
                  |
                6 |   selektor:
                  |   ^^^^^^^^
                  = help: Did you mean “selector”?

                """))
        #expect(
            output.hasSuffix(
                """
                warning[MR1305]: The decimal number 644 is the mode 01204.
                  --> one.yaml:11:17 (Device one)
                   |
                11 |           mode: 644
                   |                 ^^^
                   = help: Write 0644 if the permissions 644 were meant.


                """))
        #expect(notes.hasPrefix("2 files, 2 documents: "))
    }

    @Test("Only what fails is written when quiet")
    func quiet() throws {
        let (output, notes) = try judge(Self.files).report(.text, isQuiet: true)
        #expect(output.contains("MR1101"))
        #expect(!output.contains("MR1305"))
        #expect(notes.isEmpty)
    }

    @Test("Colours are there when asked for, and never else")
    func colour() throws {
        let judged = try judge(Self.files)
        #expect(judged.report(.text, colour: true).output.contains("\u{1B}[1;31merror[MR1101]\u{1B}[0m"))
        #expect(!judged.report(.text).output.contains("\u{1B}"))
    }

    @Test("What would steer a terminal does not reach it, tabs and wide characters keep the caret in its place")
    func excerpts() throws {
        let output = try judge(["a.json": "{\"漢字\": \"a\u{202E}b\",\t]}"]).report(.text).output
        let carets = "  |" + String(repeating: " ", count: 17) + "^\n"
        #expect(output.contains("1 | {\"漢字\": \"a\u{FFFD}b\", ]}\n" + carets), "\(output)")
        #expect(!output.contains("\u{202E}"))
    }

    @Test("Of a long line the part around the finding is shown")
    func longLines() throws {
        let text = "{\"a\": \"\(String(repeating: "x", count: 5000))\", ]}"
        let output = try judge(["a.json": text]).report(.text).output
        #expect(output.split(separator: "\n").allSatisfy { $0.count < 200 })
        #expect(output.contains("1 | …xxxx"))
    }

    @Test("json has exactly the members that are promised")
    func json() throws {
        let judged = try judge(["fleets/web.yaml": Sample.misspelt])
        let document = try JSON.parse(Array(judged.report(.json).output.utf8))
        #expect(document.entries?.map(\.key) == ["summary", "findings"])
        #expect(document["summary"]?.entries?.map(\.key) == ["files", "documents", "errors", "warnings", "notes"])
        #expect(document["summary"]?["files"]?.integer == 1)
        let finding = try #require(document["findings"]?.elements?.first)
        #expect(
            finding.entries?.map(\.key) == [
                "file", "line", "column", "endLine", "endColumn", "severity", "rule", "kind", "name", "message", "fix",
            ])
        #expect(finding["file"]?.string == "fleets/web.yaml")
        #expect(
            [finding["line"], finding["column"], finding["endLine"], finding["endColumn"]].map(\.integer) == [
                6, 3, 6, 11,
            ])
        #expect(finding["severity"]?.string == "error")
        #expect(finding["kind"]?.string == "Fleet")
        #expect(finding["name"]?.string == "web")
    }

    @Test("json says null where kind and name are not known, and is whole without findings")
    func jsonEdges() throws {
        let broken = try JSON.parse(Array(try judge(["a.yaml": "["]).report(.json).output.utf8))
        #expect(broken["findings"]?.elements?.first?["kind"]?.isNull == true)
        let clean = try JSON.parse(Array(try judge(["a.yaml": Sample.fleet]).report(.json).output.utf8))
        #expect(clean["findings"]?.elements?.isEmpty == true)
    }

    @Test("ndjson is one finding a line")
    func ndjson() throws {
        let judged = try judge(Self.files)
        let lines = judged.report(.ndjson).output.split(separator: "\n")
        #expect(lines.count == judged.findings.count)
        for line in lines { #expect(try JSON.parse(Array(line.utf8))["rule"]?.string?.hasPrefix("MR") == true) }
    }
}

extension Optional<Node> {
    fileprivate var integer: Int64? { self?.integer }
}
