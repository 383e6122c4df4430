import Nodes
import Testing

@Suite struct YAMLRefusalTests {
    @Test(
        "P3: what is no YAML is refused with its place",
        arguments: [
            Refusal("a: b: c\n", .syntax, 1, 5), Refusal("a: 1\n b: 2\n", .syntax, 2, 3),
            Refusal("a: [1, 2\n", .syntax, 2, 1),
            Refusal("a: {b\n", .syntax, 2, 1), Refusal("a: 'b\n", .syntax, 2, 1), Refusal("a: \"b\n", .syntax, 2, 1),
            Refusal("a:\n\tb: c\n", .syntax, 2, 1), Refusal("a: @b\n", .syntax, 1, 4),
            Refusal("a: `b\n", .syntax, 1, 4),
            Refusal("a: %b\n", .syntax, 1, 4), Refusal("a: \"\\q\"\n", .syntax, 1, 5),
            Refusal("a: \"\\uD800\"\n", .syntax, 1, 7),
            Refusal("- a\nb: c\n", .syntax, 2, 1), Refusal("a: 1\n- b\n", .syntax, 2, 1),
            Refusal("a: 1\nb\n", .syntax, 3, 1),
            Refusal("%YAML 2.0\n---\na: 1\n", .syntax, 1, 1), Refusal("a: ]\n", .syntax, 1, 4),
            Refusal("a: b]\n---\n{", .syntax, 3, 2),
            Refusal("? [a]\n: b\n", .complexKey, 1, 3), Refusal("{[a]: b}\n", .complexKey, 1, 2),
            Refusal("? {a: b}\n: c\n", .complexKey, 1, 3),
            Refusal("a: &x [1]\n*x : b\n", .complexKey, 2, 1),
            Refusal("a: 1\nb: 2\na: 3\n", .duplicateKey, 3, 1), Refusal("a:\n  b: 1\n  'b': 2\n", .duplicateKey, 3, 3),
            Refusal("{a: 1, \"a\": 2}\n", .duplicateKey, 1, 8),
            Refusal("x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x\n", .duplicateKey, 4, 3),
            Refusal("a: !custom b\n", .tag, 1, 4), Refusal("a: !!binary aGk=\n", .tag, 1, 4),
            Refusal("a: !!set {b}\n", .tag, 1, 4),
            Refusal("a: !!map [b]\n", .tag, 1, 4), Refusal("a: !!seq {b: c}\n", .tag, 1, 4),
            Refusal("a: !!int b\n", .tag, 1, 4),
            Refusal("a: !!bool 1\n", .tag, 1, 4), Refusal("a: !!float x\n", .tag, 1, 4),
            Refusal("a: !!null x\n", .tag, 1, 4),
            Refusal("!<tag:example.com,2000:x> a\n", .tag, 1, 1), Refusal("a: *b\n", .alias, 1, 4),
            Refusal("a: &a [*a]\n", .alias, 1, 8),
            Refusal("a: &a 1\nb: &a\n  c: *a\n", .alias, 3, 6), Refusal("a: &a 1\n---\nb: *a\n", .alias, 3, 4),
            Refusal("a:\n  <<: b\n", .alias, 2, 7), Refusal("a:\n  <<: [{b: c}, d]\n", .alias, 2, 16),
            Refusal("a: \"b\\0c\"\n", .nul, 1, 4), Refusal("a: \"\\x00\"\n", .nul, 1, 4),
            Refusal("\"\\u0000\": a\n", .nul, 1, 1),
            Refusal("a: b\nc\0d: e\n", .encoding, 2, 2), Refusal("a: \u{1}\n", .encoding, 1, 4),
            Refusal("a: \u{7F}\n", .encoding, 1, 4),
        ])
    func refused(_ refusal: Refusal) {
        let error = YAML.read(Array(refusal.input.utf8)) { _ in }
        #expect(refusal.matches(error), "\(error.map(String.init(describing:)) ?? "accepted")")
    }

    @Test(
        "Bytes that are not UTF-8 are refused with their place",
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF, 0x0A], 1, 4), ([0x61, 0x0A, 0xC3, 0x28], 2, 1), ([0xC0, 0x80], 1, 1),
            ([0x61, 0xED, 0xA0, 0x80], 1, 2),
            ([0xF4, 0x90, 0x80, 0x80], 1, 1), ([0x61, 0xE2, 0x82], 1, 2), ([0xFF, 0xFE, 0x61, 0x00], 1, 1),
            ([0xFE, 0xFF, 0x00, 0x61], 1, 1),
        ] as [([UInt8], Int, Int)])
    func encodings(bytes: [UInt8], line: Int, column: Int) throws {
        let error = try #require(YAML.read(bytes) { _ in })
        #expect(error.code == .encoding && error.position == Position(line: line, column: column), "\(error)")
    }

    @Test("A key that stands twice names both places")
    func duplicateNamesBoth() throws {
        let error = try #require(YAML.read(Array("spec: 1\nx: 2\nspec: 3\n".utf8)) { _ in })
        #expect(error.message.contains("line 1, column 1") && error.message.contains("line 3, column 1"))
        #expect(error.end == Position(line: 3, column: 5))
    }

    @Test("A key that stands twice is found among many")
    func duplicateAmongMany() throws {
        let lines = (0..<200).map { "key\($0): 1\n" }.joined() + "key150: 2\n"
        let error = try #require(YAML.read(Array(lines.utf8)) { _ in })
        #expect(error.code == .duplicateKey && error.position.line == 201 && error.message.contains("line 151"))
    }

    @Test(
        "Usual mistakes are named in words that help",
        arguments: [
            ("a:\n\tb: c\n", "tab"), ("a: b: c\n", ":"), ("a: @b\n", "@"), ("a: \"b\n", "not closed"), ("a\0\n", "NUL"),
            ("a: 1\n b: 2\n", "indentation"),
        ])
    func wording(text: String, word: String) throws {
        let error = try #require(YAML.read(Array(text.utf8)) { _ in })
        #expect((error.message + error.fix).contains(word), "\(error)")
    }
}
