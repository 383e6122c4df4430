import Client
import FoundationEssentials
import Testing

@Suite("martlet validate")
struct ValidateTests {
    private static let good = """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {fleet: web}
          template:
            spec: {}

        """

    private func validate(_ files: [String: String]) async throws -> (valid: Bool, output: String) {
        try await withScratchDirectory { directory in
            for (name, text) in files {
                let path = "\(directory)/\(name)"
                let folder = path.split(separator: "/").dropLast().joined(separator: "/")
                try FileManager.default.createDirectory(atPath: "/\(folder)", withIntermediateDirectories: true)
                try Data(text.utf8).write(to: URL(filePath: path))
            }
            let transcript = Transcript()
            let valid = try ValidateCommand(paths: [directory]).run(transcript.terminal())
            return (valid, transcript.output)
        }
    }

    @Test("a right manifest is right, and files that are no manifests are not looked at")
    func accepts() async throws {
        let result = try await validate(["fleets/web.yaml": Self.good, "notes.txt": "kind: ["])
        #expect(result.valid)
        #expect(result.output.isEmpty)
    }

    @Test("a wrong one is told with file, line, column and rule")
    func refuses() async throws {
        let result = try await validate(["fleets/web.YAML": Self.good.replacing("selector:", with: "selektor:")])
        #expect(!result.valid)
        #expect(result.output.contains("fleets/web.YAML:6:3: error MR1101"))
    }

    @Test("one name in two files is told with both places")
    func refusesDuplicates() async throws {
        let result = try await validate(["a.yaml": Self.good, "b.yaml": Self.good])
        #expect(!result.valid)
        #expect(result.output.contains("b.yaml:4:9"))
        #expect(result.output.contains("a.yaml"))
    }

    @Test("a path that does not exist is wrong use")
    func refusesMissing() async throws {
        let error = #expect(throws: ClientError.self) {
            try ValidateCommand(paths: ["/nonexistent/x.yaml"]).run(Transcript().terminal())
        }
        #expect(error?.exitStatus == 2)
    }
}
