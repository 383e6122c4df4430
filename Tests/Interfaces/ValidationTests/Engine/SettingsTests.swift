import Resources
import Testing

@testable import Validation

@Suite("martlet.yaml") struct SettingsTests {
    private func read(_ text: String) -> SettingsReader { SettingsReader(Array(text.utf8), file: "martlet.yaml") }

    @Test("Warnings and notes can weigh more, less or nothing; errors can be said to be errors")
    func accepts() {
        let reader = read(
            "rules:\n  MR1305: error\n  MR1502: off\n  MR1011: warning\n  MR1101: error\nfailOn: note\nupstream: true\n"
        )
        #expect(reader.findings.isEmpty)
        #expect(
            reader.settings.levels == [
                "MR1305": .severity(.error), "MR1502": .off, "MR1011": .severity(.warning), "MR1101": .severity(.error),
            ])
        #expect(reader.settings.failOn == .note)
        #expect(reader.settings.upstream == true)
    }

    @Test("Nothing said is nothing wrong", arguments: ["", "# nothing\n", "---\n", "rules:\n", "{}\n"])
    func empty(_ text: String) {
        #expect(read(text).findings.isEmpty)
        #expect(read(text).settings == Settings())
    }

    @Test(
        "What is wrong is told with its place, and has no effect",
        arguments: [
            ("rules:\n  MR1101: off\n", "MR3004 2:11"), ("rules:\n  MR1101: warning\n", "MR3004 2:11"),
            ("rules:\n  MR9999: off\n", "MR3003 2:3"), ("rules:\n  mr1305: off\n", "MR3003 2:3"),
            ("rules:\n  MR1305: no\n", "MR3003 2:11"), ("rules:\n  MR1305: 1\n", "MR3003 2:11"),
            ("rules:\n  MR1305:\n", "MR3003 2:10"), ("rules: [MR1305]\n", "MR3003 1:8"), ("rule:\n", "MR3003 1:1"),
            ("failOn: off\n", "MR3003 1:9"), ("upstream: yes\n", "MR3003 1:11"), ("- a\n", "MR3003 1:1"),
            ("rules: {\n", "MR3003 2:1"), ("failOn: error\nfailOn: note\n", "MR3003 2:1"),
        ])
    func refuses(_ text: String, _ expected: String) {
        let reader = read(text)
        #expect(reader.findings.map { "\($0.finding.rule) \($0.start)" } == [expected])
        #expect(reader.settings.levels.isEmpty)
    }

    @Test("They count for what is below, and their own findings count as well")
    func applies() async throws {
        let files = ["a.yaml": Sample.decimalMode]
        #expect(try await validate(files).findings == ["MR1305 a.yaml 11:17"])
        #expect(try await validate(files).result.exitStatus == 0)
        let raised = try await validate(files.merging(["martlet.yaml": "rules: {MR1305: error}"]) { $1 })
        #expect(raised.result.exitStatus == 1)
        let off = try await validate(files.merging(["martlet.yaml": "rules: {MR1305: off}"]) { $1 })
        #expect(off.findings.isEmpty)
        let strict = try await validate(files.merging(["martlet.yaml": "failOn: warning"]) { $1 })
        #expect(strict.result.exitStatus == 1)
        let wrong = try await validate(["martlet.yaml": "fail: x", "a.yaml": Sample.fleet])
        #expect(wrong.findings == ["MR3003 martlet.yaml 1:1"])
        #expect(wrong.result.exitStatus == 1)
    }

    @Test("The command line has the last word", arguments: [(Severity.error, Int32(0)), (.warning, 1), (.note, 1)])
    func failOn(_ severity: Severity, _ status: Int32) async throws {
        var options = Validator.Options()
        options.failOn = severity
        let files = ["a.yaml": Sample.decimalMode, "martlet.yaml": "failOn: note"]
        #expect(try await validate(files, options: options).result.exitStatus == status)
    }
}
