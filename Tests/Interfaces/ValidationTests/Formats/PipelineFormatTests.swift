import Nodes
import Resources
import Testing

@testable import Validation

@Suite("Formats of pipelines") struct PipelineFormatTests {
    private static let files = [
        "fleets/ä b.yaml": Sample.misspelt, "one.yaml": Sample.decimalMode, "two.yaml": Sample.device("two"),
    ]

    private func document(_ format: ReportFormat, _ files: [String: String] = files) throws -> Node {
        try JSON.parse(Array(try judge(files).report(format).output.utf8))
    }

    @Test("sarif has the structure that its schema asks for")
    func sarif() throws {
        let document = try document(.sarif)
        #expect(document["version"]?.string == "2.1.0")
        #expect(document["$schema"]?.string?.hasSuffix("sarif-schema-2.1.0.json") == true)
        let run = try #require(document["runs"]?.elements?.first)
        #expect(run["columnKind"]?.string == "unicodeCodePoints")
        let driver = try #require(run["tool"]?["driver"])
        #expect(driver["name"]?.string == "martlet")
        let rules = try #require(driver["rules"]?.elements)
        for rule in rules {
            #expect(
                ["shortDescription", "fullDescription", "help"].allSatisfy {
                    rule[$0]?["text"]?.string?.isEmpty == false
                })
            #expect(["error", "warning", "note"].contains(rule["defaultConfiguration"]?["level"]?.string))
        }
        for result in try #require(run["results"]?.elements) {
            let index = Int(try #require(result["ruleIndex"]?.integer))
            #expect(rules[index]["id"]?.string == result["ruleId"]?.string)
            let place = try #require(result["locations"]?.elements?.first?["physicalLocation"])
            let region = try #require(place["region"])
            #expect(
                ["startLine", "startColumn", "endLine", "endColumn"].allSatisfy { (region[$0]?.integer ?? 0) >= 1 })
            #expect(result["message"]?["text"]?.string?.isEmpty == false)
        }
        let uris = run["results"]?.elements?.compactMap {
            $0["locations"]?.elements?.first?["physicalLocation"]?["artifactLocation"]?["uri"]?.string
        }
        #expect(uris?.contains("fleets/%C3%A4%20b.yaml") == true, "\(uris ?? [])")
    }

    @Test(
        "Fingerprints stay when lines are added above, and differ between findings",
        arguments: [ReportFormat.sarif, .gitlab])
    func fingerprints(_ format: ReportFormat) throws {
        // Absolute paths differ from run to run; those below the directory of a test do not.
        func fingerprints(_ text: String) -> [String] {
            let findings = ManifestReader.read(Array(text.utf8), file: "a.yaml").findings
            var fingerprints = Fingerprints()
            return findings.map { fingerprints.next($0) }
        }
        let text = Sample.decimalMode.replacing(
            "mode: 644", with: "mode: 644\n        - path: /etc/b\n          content: b\n          mode: 755")
        let before = fingerprints(text)
        #expect(before.count == 2)
        #expect(Set(before).count == 2)
        #expect(fingerprints("# one\n# two\n" + text) == before)
        #expect(fingerprints(text.replacing("name: one", with: "name: other")) != before)
    }

    @Test("junit is XML with a test for every file, and counts that are right")
    func junit() throws {
        let judged = try judge(Self.files)
        let output = judged.report(.junit).output
        let failures = judged.result.counts.errors
        #expect(
            output.hasPrefix(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"martlet validate\" tests=\"\(failures + 3)\" failures=\"\(failures)\" errors=\"0\">\n"
            ))
        #expect(output.contains("<testcase classname=\"two.yaml\" name=\"is accepted\"/>"))
        #expect(output.contains("<testcase classname=\"fleets/ä b.yaml\" name=\"MR1101 at 6:3\">"))
        #expect(output.contains("<system-out>one.yaml:11:17: warning MR1305"))
        for tag in ["testsuites", "testsuite", "system-out", "failure"] {
            #expect(
                output.ranges(of: "<\(tag)>").count + output.ranges(of: "<\(tag) ").count
                    == output.ranges(of: "</\(tag)>").count)
        }
    }

    @Test(
        "XML holds nothing that XML cannot hold",
        arguments: [
            ("<&\">", "&lt;&amp;&quot;&gt;"), ("a\u{1B}\u{0}b\u{FFFE}", "a\u{FFFD}\u{FFFD}b\u{FFFD}"),
            ("a\nb\t", "a&#10;b&#9;"),
        ])
    func xml(_ text: String, _ expected: String) {
        #expect(XMLText.escaped(text) == expected)
    }

    @Test("github: errors first, ten of a weight with the tenth counting the rest, and nothing escapes its place")
    func github() throws {
        var files = Dictionary(
            uniqueKeysWithValues: (10..<24).map {
                ("d\($0).yaml", Sample.decimalMode.replacing("name: one", with: "name: d\($0)"))
            })
        files["a,b:c%.yaml"] = "kind: Flet\nmetadata: {name: x}\n"
        let lines = try judge(files).report(.github).output.split(separator: "\n")
        #expect(
            lines.first?.hasPrefix("::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=7,endColumn=11,title=MR1008")
                == true, "\(lines.first ?? "")")
        let warnings = lines.filter { $0.hasPrefix("::warning ") }
        #expect(warnings.count == 10)
        #expect(warnings.last?.hasSuffix("::and 5 more findings of this weight; the log has them all") == true)
        #expect(lines.filter { $0.hasPrefix("warning MR1305 ") }.count == 5)
        #expect(lines.first?.contains("%0A") == true)
    }

    @Test("gitlab is an array of issues with different fingerprints")
    func gitlab() throws {
        let issues = try #require(try document(.gitlab).elements)
        #expect(Set(issues.compactMap { $0["fingerprint"]?.string }).count == issues.count)
        for issue in issues {
            #expect(["info", "minor", "critical"].contains(issue["severity"]?.string))
            #expect(issue["description"]?.string?.isEmpty == false)
            #expect((issue["location"]?["lines"]?["begin"]?.integer ?? 0) >= 1)
        }
        #expect(try document(.gitlab, ["a.yaml": Sample.fleet]).elements?.isEmpty == true)
    }
}
