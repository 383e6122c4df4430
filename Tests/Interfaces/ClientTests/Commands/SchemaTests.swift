import Client
import FoundationEssentials
import Testing

@Suite("martlet schema") struct SchemaTests {
    @Test("one kind is printed, and without a kind the schema that chooses by kind", arguments: [["flt"], []])
    func prints(_ words: [String]) throws {
        let transcript = Transcript()
        try SchemaCommand(words: words).print(transcript.terminal())
        #expect(transcript.output.hasPrefix("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\""))
        #expect(transcript.output.contains("\"DisruptionBudget\": {"))
        #expect(transcript.output.contains("\"ResourceSync\"") == words.isEmpty)
    }

    @Test("several go into a directory only", arguments: [["fleet", "device"], ["openapi"]])
    func refusesSeveral(_ words: [String]) throws {
        let error = #expect(throws: ClientError.self) {
            try SchemaCommand(words: words).print(Transcript().terminal())
        }
        #expect(error?.exitStatus == 2)
    }

    @Test(
        "what has no schema is wrong use",
        arguments: [("flete", "fleet"), ("happening", "There are"), ("", "There are")])
    func refusesUnknown(_ word: String, _ fix: String) {
        let error = #expect(throws: ClientError.self) { try SchemaCommand(words: [word]) }
        #expect(error?.exitStatus == 2)
        #expect(error?.fix.contains(fix) == true)
    }

    @Test("what was written is fresh, and what was changed or removed is stale and written again")
    func writes() async throws {
        try await withScratchDirectory { directory in
            let folder = "\(directory)/schemas"
            let command = try SchemaCommand(words: [])
            #expect(!command.check(folder, Transcript().terminal()))
            try command.write(to: folder, Transcript().terminal())
            #expect(command.check(folder, Transcript().terminal()))

            try Data("{}".utf8).write(to: URL(filePath: "\(folder)/fleet.schema.json"))
            try FileManager.default.removeItem(atPath: "\(folder)/openapi.json")
            let stale = Transcript()
            #expect(!command.check(folder, stale.terminal()))
            #expect(stale.output == "\(folder)/fleet.schema.json is stale\n\(folder)/openapi.json is stale\n")

            let written = Transcript()
            try command.write(to: folder, written.terminal())
            #expect(written.notes == ["wrote \(folder)/fleet.schema.json", "wrote \(folder)/openapi.json"])
        }
    }

    @Test("a directory that cannot be made is told")
    func refusesDirectory() throws {
        let error = #expect(throws: ClientError.self) {
            try SchemaCommand(words: ["fleet"]).write(to: "/dev/null/x", Transcript().terminal())
        }
        #expect(error?.code == .file)
    }
}
