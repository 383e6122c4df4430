import Nodes
import Resources
import Testing

@Suite("Refusals (P2, P3)") struct RefusalTests {
    static let corpus =
        Marked.documents + Marked.devices + Marked.config + Marked.applications + Marked.fleets + Marked.repositories

    @Test("A mistake is found by its rule, at its place, and nothing else is", arguments: corpus)
    func places(_ marked: Marked) {
        let (manifests, all) = read(marked.text, file: marked.file)
        // Credentials can only be wrong where they are written out.
        let findings = all.filter { $0.finding.rule != Rule.credentialInManifest.id }
        let found = findings.map { "\($0.finding.rule) \($0.start)" }
        #expect(found == ["\(marked.rule.id) \(marked.position)"], "\(findings.map(\.description))")
        #expect(manifests.isEmpty == (marked.rule.severity == .error))
        for finding in findings {
            #expect(finding.start <= finding.end)
            #expect(finding.finding.message.hasSuffix(".") || finding.finding.message.hasSuffix(".)"))
            #expect(finding.finding.fix.hasSuffix(".") || finding.finding.fix.hasSuffix("?"), "\(finding.finding.fix)")
        }
    }

    @Test("Every rule for a single manifest has a document that breaks it")
    func coverage() {
        // What only a server says, and what is said only when asked for.
        let elsewhere: Set<Rule> = [.kindNotKept, .extensionField]
        let broken = Set((Self.corpus.map(\.rule) + Corpus.wrong.compactMap { Rule(id: $0.rule) })).union(elsewhere)
        #expect(Rule.allCases.filter { $0.id < "MR20" && !broken.contains($0) } == [])
    }

    @Test("Rules have identifiers of one form, a title and an explanation", arguments: Rule.allCases)
    func table(_ rule: Rule) {
        #expect(rule.id.wholeMatch(of: #/MR[1-3]\d\d\d/#) != nil)
        #expect(Rule(id: rule.id) == rule)
        #expect(!rule.title.isEmpty && !rule.title.hasSuffix("."))
        #expect(rule.explanation.hasSuffix("."))
    }
}
