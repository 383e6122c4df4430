import Nodes
import Resources
import Testing

/// A document with a mark `▸` where a finding is expected.
struct Marked: Sendable, CustomTestStringConvertible {
    let rule: Rule
    let text: String
    let position: Position
    let file: String

    /// What the test runner shows.
    var testDescription: String { "\(rule.id) at \(position) in: \(text)" }

    init(_ rule: Rule, _ marked: String, file: String = "a.yaml") {
        self.rule = rule
        self.file = file
        let parts = marked.split(separator: "▸", omittingEmptySubsequences: false)
        precondition(parts.count == 2, "exactly one mark in: \(marked)")
        let lines = parts[0].unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        position = Position(line: lines.count, column: (lines.last?.count ?? 0) + 1)
        text = parts.joined()
    }
}

enum Documents {
    /// A document of a kind whose spec is `spec`.
    static func of(_ kind: String, _ spec: String, metadata: String = "name: one") -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: \(kind)
        metadata:
          \(indented(metadata, 2))
        spec:
          \(indented(spec, 2))

        """
    }

    /// A fleet whose devices have `spec`.
    static func fleet(_ spec: String) -> String {
        of("Fleet", "selector:\n  matchLabels: {site: berlin}\ntemplate:\n  spec:\n    \(indented(spec, 4))")
    }

    static func device(_ spec: String) -> String { of("Device", spec) }

    static func repository(_ spec: String) -> String { of("Repository", spec) }

    static func sync(_ spec: String) -> String { of("ResourceSync", spec) }

    /// The text with all lines but the first moved to the right.
    private static func indented(_ text: String, _ spaces: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\n" + String(repeating: " ", count: spaces))
    }
}

/// What the reader says of a text.
func read(_ text: String, file: String = "a.yaml") -> (manifests: [Manifest], findings: [LocatedFinding]) {
    ManifestReader.read(Array(text.utf8), file: file)
}

/// The one manifest of a text in which nothing was found, but that it holds credentials.
func onlyManifest(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Manifest {
    let (manifests, findings) = read(text)
    let others = findings.filter { $0.finding.rule != Rule.credentialInManifest.id }
    #expect(others.map(\.description) == [], sourceLocation: sourceLocation)
    return try #require(manifests.first, sourceLocation: sourceLocation)
}

/// A generator whose numbers are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
