import Client
import Testing

@Suite("martlet explain") struct ExplainFieldTests {
    private func explain(_ path: String, recursive: Bool = false) throws -> String {
        let transcript = Transcript()
        try ExplainFieldCommand(path: path, recursive: recursive).run(transcript.terminal())
        return transcript.output
    }

    @Test("a field is told with type, meaning and limits")
    func field() throws {
        let expected = """
            fleet.spec.rolloutPolicy.successThreshold <string>

              The share of a batch that must succeed before the next starts; 90% by default.
              A whole number from 0 to 100 and “%”, such as 90%.
              Pattern: ^(100|[1-9]?[0-9])%$.

            """
        #expect(try explain("fleet.spec.rolloutPolicy.successThreshold") == expected)
    }

    @Test("a part is told with its fields, their forms, and those that exclude each other")
    func part() throws {
        let text = try explain("device.spec.applications")
        #expect(text.hasPrefix("device.spec.applications <[]object>\n"))
        #expect(text.contains("\n  appType <string>, required\n"))
        #expect(text.contains("\n  ports <[]string>, only for container\n"))
        #expect(text.hasSuffix("In vm: Exactly one of image, inline.\n"))
    }

    @Test("placeholders are told of in the template of a fleet only")
    func placeholders() throws {
        let sentence = "Placeholders may stand for the whole tag."
        #expect(try explain("fleet.spec.template.spec.os.image").contains(sentence))
        #expect(try !explain("device.spec.os.image").contains(sentence))
    }

    @Test("a whole tree names every field below")
    func tree() throws {
        let text = try explain("rs", recursive: true)
        #expect(text.contains("\n  spec <object>, required\n    repository <string>, required\n"))
        #expect(text.contains("\n    type <string>, default fleet\n"))
    }

    @Test("a path that leads nowhere is wrong use", arguments: ["", "flete", "fleet.spek", "fleet.spec.selector.x.y"])
    func refuses(_ path: String) {
        let error = #expect(throws: ClientError.self) { try ExplainFieldCommand(path: path) }
        #expect(error?.exitStatus == 2)
        #expect(error?.fix.isEmpty == false)
    }
}
