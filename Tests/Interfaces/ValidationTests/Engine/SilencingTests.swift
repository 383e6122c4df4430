import Resources
import Testing

@testable import Validation

@Suite("Comments that silence") struct SilencingTests {
    @Test(
        "A comment with a rule and a reason silences the finding on its line or on the next",
        arguments: [
            "          # martlet: allow MR1305 because tools want it\n          mode: 644",
            "          mode: 644 # martlet: allow MR1305 because tools want it",
            "          mode: 644\t#martlet: allow MR1011,MR1305 because x",
            "          # martlet: allow MR1305 because x\n          # and more\n\n          mode: 644",
            "          # martlet:  Allow  MR1305   BECAUSE x\r\n          mode: 644",
        ])
    func silences(_ lines: String) async throws {
        let text = Sample.decimalMode.replacing("          mode: 644", with: lines)
        let judged = try await validate(["a.yaml": text])
        #expect(!judged.findings.contains { $0.hasPrefix("MR1305") }, "\(judged.findings)")
    }

    @Test(
        "Without a reason, with an unknown rule or in the wrong place it silences nothing, and is told of",
        arguments: [
            ("# martlet: allow MR1305", "MR3005"), ("# martlet: allow MR1305 because", "MR3005"),
            ("# martlet: allow MR1305 tools want it", "MR3006"), ("# martlet: allow", "MR3006"),
            ("# martlet: allow because x", "MR3006"), ("# martlet: allow MR0000 because x", "MR3006"),
            ("# martlet: allow MR1502 because x", "MR3007"),
        ])
    func refuses(_ comment: String, _ rule: String) async throws {
        let text = Sample.decimalMode.replacing("mode: 644", with: "mode: 644 \(comment)")
        let judged = try await validate(["a.yaml": text])
        #expect(judged.findings == ["MR1305 a.yaml 11:17", "\(rule) a.yaml 11:21"], "\(judged.findings)")
    }

    @Test(
        "Prose that only mentions the program is left",
        arguments: ["# martlet: see README", "# martlet reads this", "#martlet:"])
    func prose(_ comment: String) async throws {
        let judged = try await validate(["a.yaml": comment + "\n" + Sample.fleet])
        #expect(judged.findings.isEmpty, "\(judged.findings)")
    }

    @Test("A silenced error is a note, since the server refuses it all the same")
    func errors() async throws {
        let text = Sample.misspelt.replacing("  selektor:", with: "  # martlet: allow MR1101 because x\n  selektor:")
        let judged = try await validate(["a.yaml": text])
        #expect(judged.findings.contains("MR3008 a.yaml 6:3"), "\(judged.findings)")
        #expect(!judged.findings.contains { $0.hasPrefix("MR1101") })
        #expect(judged.result.exitStatus == 0)
    }

    @Test("Findings across files are silenced where they are shown")
    func acrossFiles() async throws {
        let silenced = Sample.device("web").replacing(
            "  name: web", with: "  name: web # martlet: allow MR1010 because moved")
        let judged = try await validate(["a.yaml": Sample.device("web"), "b.yaml": silenced])
        #expect(judged.findings == ["MR3008 b.yaml 4:13"])
        let other = try await validate(["a.yaml": silenced, "b.yaml": Sample.device("web")])
        #expect(other.findings == ["MR3007 a.yaml 4:13", "MR1010 b.yaml 4:9"])
    }

    @Test("In a file with an error, silence proves nothing")
    func broken() async throws {
        let judged = try await validate(["a.yaml": "# martlet: allow MR1305 because x\nkind: [\n"])
        #expect(!judged.findings.contains { $0.hasPrefix("MR3007") })
    }
}
