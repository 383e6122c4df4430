import Nodes
import Resources
import Testing
import Validation

@Suite("The corpus of documents") struct CorpusTests {
    /// Rules that no file of a repository can break; each is tested elsewhere.
    private static let elsewhere: Set<Rule> = [
        // Requests are made by agents and clients.
        .requestUsages, .refusedSigner,
        // A file with so much content is too large itself; what comes by the API need not be a file.
        .contentTooLarge,
        // Sockets and pipes cannot be committed.
        .unreadableFile,
    ]
    /// Rules about kinds that nobody may declare in git, so that a document that keeps them is refused all the same.
    private static let undeclared: Set<Rule> = [
        .timestamp, .vulnerabilityID, .eventType, .providerOfServer, .missingIntrospection, .privilegedAssignment,
    ]

    @Test("A wrong case has exactly the findings that stand beside it", arguments: Corpus.wrong)
    func wrong(_ example: Corpus.Case) throws {
        let found = example.relevant(try example.judge())
        #expect(!example.expected.isEmpty, "a .expect file stands beside it")
        #expect(example.expected.contains { $0.hasPrefix(example.rule) })
        #expect(found.map(example.line) == example.expected, "\(found.map(\.description))")
        for located in found {
            #expect(located.start <= located.end, "\(located)")
            let (message, fix) = (located.finding.message, located.finding.fix)
            #expect(message.hasSuffix(".") || message.hasSuffix(")"), "\(message)")
            #expect(fix.hasSuffix(".") || fix.hasSuffix("?"), "\(fix)")
        }
    }

    @Test("A right case has neither errors nor warnings", arguments: Corpus.right)
    func right(_ example: Corpus.Case) throws {
        let result = try example.judge()
        #expect(example.relevant(result).map(\.description) == [])
        #expect(result.documents > 0)
        #expect(result.exitStatus == 0 || result.findings.contains { $0.finding.rule == Rule.kindNotKept.id })
    }

    @Test("Every rule has a wrong case and a right one", arguments: Rule.allCases.filter { !elsewhere.contains($0) })
    func covered(_ rule: Rule) {
        #expect(Corpus.wrong.contains { $0.rule == rule.id }, "a wrong case for \(rule.id), \(rule.title)")
        if Self.undeclared.contains(rule) { return }
        #expect(Corpus.right.contains { $0.rule == rule.id }, "a right case for \(rule.id), \(rule.title)")
    }

    @Test("There are 300 wrong cases and 100 right ones, each about a rule")
    func size() {
        #expect(Corpus.wrong.count >= 300)
        #expect(Corpus.right.count >= 100)
        for example in Corpus.wrong + Corpus.right { #expect(Rule(id: example.rule) != nil, "\(example.name)") }
    }
}
