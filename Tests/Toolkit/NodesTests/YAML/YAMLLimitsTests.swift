import Nodes
import Testing

@Suite struct YAMLLimitsTests {
    @Test(
        "P10: each limit is refused one above and accepted at its edge",
        arguments: [
            (String(repeating: "[", count: 8) + String(repeating: "]", count: 8), nil),
            (String(repeating: "[", count: 9) + String(repeating: "]", count: 9), .tooDeep),
            ("[" + String(repeating: "a,", count: 99) + "]", nil),
            ("[" + String(repeating: "a,", count: 100) + "]", .tooMany),
            ("a\n---\nb\n---\nc\n", nil), ("a\n---\nb\n---\nc\n---\nd\n", .tooMany),
            (String(repeating: "#", count: 10_000), nil),
            (String(repeating: "#", count: 10_001), .tooLarge),
        ] as [(String, NodeError.Code?)])
    func edges(text: String, code: NodeError.Code?) {
        #expect(YAML.read(Array(text.utf8), limits: .small()) { _ in }?.code == code)
    }

    @Test(
        "P10: hostile inputs end in an error", arguments: ["[", "{a: ", "- ", "? ", "a:\n ", "!!seq [", "&a [", "[[],"])
    func nesting(unit: String) {
        #expect(YAML.read(Array(String(repeating: unit, count: 100_000).utf8)) { _ in } != nil)
    }

    @Test("P10: a million documents stop at the limit")
    func manyDocuments() {
        var count = 0
        let error = YAML.read(Array(String(repeating: "---\n", count: 1_000_000).utf8)) { _ in count += 1 }
        #expect(error?.code == .tooMany && count == NodeLimits.manifest.maxDocuments)
    }

    @Test("The depth limit itself is bounded, because trees are walked by recursion")
    func depthIsClamped() {
        #expect(
            NodeLimits(maxBytes: 1, maxDepth: 1_000_000, maxNodes: 1, maxDocuments: 1, maxAliasExpansion: 1).maxDepth
                == 512)
    }

    @Test("A tree as deep as the limit allows is read, written and read again")
    func deepest() throws {
        let limits = NodeLimits(maxBytes: 1 << 22, maxDepth: 512, maxNodes: 2000, maxDocuments: 1, maxAliasExpansion: 0)
        let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        let node = try json(text, limits: limits)
        #expect(node.text == text)
        #expect(try yaml(node.yaml(), limits: limits).text == text)
    }
}
