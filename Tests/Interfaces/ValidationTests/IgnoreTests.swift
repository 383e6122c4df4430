import Testing

@testable import Validation

@Suite(".martletignore") struct IgnoreTests {
    private static func ignores(_ lines: String, _ path: String, isDirectory: Bool = false) -> Bool {
        var rules = IgnoreRules()
        rules.add(Array(lines.utf8), depth: 0)
        return rules.ignores(path.split(separator: "/"), isDirectory: isDirectory)
    }

    @Test(
        "A pattern names what it would name in .gitignore",
        arguments: [
            ("a.yaml", "a.yaml"), ("a.yaml", "deep/down/a.yaml"), ("*.json", "x/y.json"), ("/a.yaml", "a.yaml"),
            ("vendor/*.yaml", "vendor/a.yaml"), ("**/a/b.yaml", "x/y/a/b.yaml"), ("a/**/b.yaml", "a/b.yaml"),
            ("a/**/b.yaml", "a/x/y/b.yaml"), ("a/**", "a/b"), ("file?.yaml", "file1.yaml"), ("[a-c].yaml", "b.yaml"),
            ("[!a-c].yaml", "d.yaml"), ("\\#a.yaml", "#a.yaml"), (#"\!a.yaml"#, "!a.yaml"), ("a.yaml   ", "a.yaml"),
            ("!b.yaml\n*.yaml", "b.yaml"), ("# x\n\na.yaml\r\n", "a.yaml"), ("[].yaml", "[].yaml"),
            ("é?.yaml", "éé.yaml"),
        ])
    func names(_ lines: String, _ path: String) {
        #expect(Self.ignores(lines, path))
    }

    @Test(
        "and nothing else",
        arguments: [
            ("a.yaml", "b.yaml"), ("/a.yaml", "x/a.yaml"), ("vendor/*.yaml", "x/vendor/a.yaml"),
            ("vendor/*.yaml", "vendor/x/a.yaml"), ("a/", "a"), ("a/**", "a"), ("#a.yaml", "#a.yaml"),
            ("*.yaml\n!b.yaml", "b.yaml"), ("", "a.yaml"), ("!a.yaml", "a.yaml"), ("*", ""), ("a", "ab"),
            ("A.yaml", "a.yaml"),
            ("[a-c].yaml", "d.yaml"), ("file?.yaml", "file.yaml"), ("/", "a"), (#"a.yaml\ "#, "a.yaml"),
        ])
    func leaves(_ lines: String, _ path: String) {
        #expect(!Self.ignores(lines, path))
    }

    @Test("A pattern that ends in a slash names directories")
    func directories() {
        #expect(Self.ignores("build/", "x/build", isDirectory: true))
        #expect(!Self.ignores("build/", "x/build", isDirectory: false))
    }

    @Test("The file nearest to a path counts most, and counts from its own directory")
    func levels() {
        var rules = IgnoreRules()
        rules.add(Array("*.yaml".utf8), depth: 0)
        rules.add(Array("!/keep.yaml".utf8), depth: 1)
        #expect(rules.ignores(["a", "b.yaml"], isDirectory: false))
        #expect(!rules.ignores(["a", "keep.yaml"], isDirectory: false))
        #expect(rules.ignores(["a", "x", "keep.yaml"], isDirectory: false))
    }

    @Test("A pattern of many stars takes no time")
    func stars() {
        let pattern = String(repeating: "*a", count: 100) + "b"
        #expect(!Self.ignores(pattern, String(repeating: "a", count: 255)))
        #expect(!Self.ignores(String(repeating: "**/a/", count: 50) + "b", String(repeating: "a/", count: 200)))
    }
}
