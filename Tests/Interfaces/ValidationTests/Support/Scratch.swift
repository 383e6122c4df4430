import Console
import FoundationEssentials
import Glibc
import Nodes
import Resources
import Synchronization
import TestRepositories

@testable import Validation

/// A directory with these files; a text that starts with `→` is a link to what follows.
func withFiles<T>(_ files: [String: String], _ body: (String) async throws -> T) async throws -> T {
    try await withTemporaryDirectory { directory in
        // Settings at the root make it a root, whatever lies above it.
        for (name, text) in files.merging(["martlet.yaml": ""], uniquingKeysWith: { given, _ in given }) {
            let path = "\(directory)/\(name)"
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(atPath: "/\(folder)", withIntermediateDirectories: true)
            if text.hasPrefix("→") {
                guard symlink(String(text.dropFirst()), path) == 0 else { throw TestSupportError("no link \(path)") }
            } else {
                try Data(text.utf8).write(to: URL(filePath: path))
            }
        }
        return try await body(directory)
    }
}

/// What validation says of files, given below a directory.
func validate(
    _ files: [String: String], paths: [String] = [""], options: Validator.Options = .init()
) async throws -> Judged {
    try await withFiles(files) { directory in
        let source = LocalSource(paths: paths.map { $0.isEmpty ? directory : "\(directory)/\($0)" })
        return Judged(try Validator(source, options: options).run(), below: directory + "/")
    }
}

/// Files in the memory of the test.
struct MemorySource: ManifestSource {
    let files: [String: String]

    var repository: String? { nil }

    func list() -> SourceListing {
        var listing = SourceListing()
        listing.files = files.keys.sorted().map { SourceFile(path: $0) }
        return listing
    }

    func read(_ file: SourceFile) throws(SourceFailure) -> [UInt8] {
        guard let text = files[file.path] else { throw .unreadable("it is not there") }
        return Array(text.utf8)
    }
}

/// What validation says of files that are nowhere.
func judge(_ files: [String: String]) throws -> Judged {
    Judged(try Validator(MemorySource(files: files)).run(), below: "/nowhere/")
}

/// A result whose paths do not name the directory of the test.
struct Judged {
    let result: ValidationResult
    private let directory: String

    init(_ result: ValidationResult, below directory: String) {
        self.result = result
        self.directory = directory
    }

    /// `MR1101 fleets/a.yaml 5:3`.
    var findings: [String] {
        result.findings.map { "\($0.finding.rule) \($0.file.replacing(directory, with: "")) \($0.start)" }
    }

    /// The report in a format, and what stands on standard error.
    func report(_ format: ReportFormat, colour: Bool = false, isQuiet: Bool = false) -> (output: String, notes: String)
    {
        let texts = Mutex((output: "", notes: ""))
        let terminal = Terminal(
            isInteractive: false, output: { text in texts.withLock { $0.output += text } },
            note: { text in texts.withLock { $0.notes += text } })
        format.write(result, colour: colour, isQuiet: isQuiet, to: terminal)
        let (output, notes) = texts.withLock { $0 }
        return (output.replacing(directory, with: ""), notes)
    }
}

/// Documents to judge.
enum Sample {
    static let fleet = """
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

    /// An error at 6:3.
    static let misspelt = fleet.replacing("selector:", with: "selektor:")

    /// A warning (MR1305) at the mode, 11:17.
    static let decimalMode = """
        apiVersion: flightctl.io/v1beta1
        kind: Device
        metadata:
          name: one
        spec:
          config:
            - name: motd
              inline:
                - path: /etc/motd
                  content: Hello
                  mode: 644

        """

    static func device(_ name: String) -> String {
        "apiVersion: flightctl.io/v1beta1\nkind: Device\nmetadata:\n  name: \(name)\nspec: {}\n"
    }
}
