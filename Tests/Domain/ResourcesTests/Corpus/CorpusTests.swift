import Nodes
import Resources
import Testing

@Suite("The corpus of documents") struct CorpusTests {
    @Test("A wrong document has exactly the findings that stand beside it", arguments: Corpus.wrong)
    func wrong(_ example: Corpus.Case) {
        let found = example.found
        #expect(!example.expected.isEmpty, "a .expect file stands beside it")
        #expect(example.expected.contains { $0.hasPrefix(example.rule) })
        #expect(
            found.map { "\($0.finding.rule) \($0.start)" } == example.expected, "\(found.map(\.description))")
    }

    @Test("A right document has neither errors nor warnings", arguments: Corpus.right)
    func right(_ example: Corpus.Case) {
        let (manifests, findings) = ManifestReader.read(example.bytes, file: example.name)
        #expect(findings.filter { $0.finding.severity > .note }.map(\.description) == [])
        #expect(!manifests.isEmpty)
        #expect(!findings.contains { $0.finding.rule == example.rule })
    }

    @Test("Every rule for a single manifest has a wrong and a right document")
    func coverage() {
        let rules = Rule.allCases.filter { $0.id < "MR20" && !Self.elsewhere.contains($0) }
        let wrong = Set(Corpus.wrong.map(\.rule))
        let right = Set(Corpus.right.map(\.rule)).union(Self.undeclarable.map(\.id))
        #expect(rules.filter { !wrong.contains($0.id) } == [])
        #expect(rules.filter { !right.contains($0.id) } == [])
    }

    /// What only a server says, what is said only when asked for, and what no file that a sync reads has room for.
    private static let elsewhere: [Rule] = [.kindNotKept, .extensionField, .contentTooLarge]
    /// Rules for documents that are refused from files whatever they hold, so that none is right.
    private static let undeclarable: [Rule] = [
        .timestamp, .vulnerabilityID, .requestUsages, .refusedSigner, .providerOfServer, .missingIntrospection,
        .privilegedAssignment, .eventType,
    ]
}
