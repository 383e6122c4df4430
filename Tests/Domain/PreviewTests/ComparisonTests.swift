import Nodes
import Testing

@testable import Preview

@Suite("Comparison")
struct ComparisonTests {
    private func changes(_ before: String, _ after: String) throws -> [String] {
        func node(_ text: String) throws -> ShownNode? {
            text.isEmpty ? nil : ShownNode(try #require(YAML.documents(in: Array(text.utf8)).first))
        }
        return FieldComparison.changes(try node(before), try node(after), at: "").map { change in
            change.diff.isEmpty
                ? "\(change.path): \(change.before ?? "-") > \(change.after ?? "-")"
                : "\(change.path): \(change.diff.joined(separator: "|"))"
        }
    }

    @Test(
        "fields by their paths, elements by what names them",
        arguments: [
            ("{a: 1}", "{a: 1}", []), ("{a: 1}", "{a: 2}", ["a: 1 > 2"]), ("{a: 1}", "{}", ["a: 1 > -"]),
            ("{}", "{a: {b: x}}", ["a.b: - > x"]), ("{a: [x, y]}", "{a: [x]}", ["a: [\"x\",\"y\"] > [\"x\"]"]),
            ("{a: {}}", "{a: {b: 1}}", ["a.b: - > 1"]),
            ("{a: [{name: x, v: 1}]}", "{a: [{name: x, v: 2}]}", ["a[x].v: 1 > 2"]),
            ("{a: [{v: 1}]}", "{a: [{v: 2}]}", ["a[0].v: 1 > 2"]),
            ("{a: [{name: x}, {name: y}]}", "{a: [{name: y}, {name: x}]}", ["a (order): x, y > y, x"]),
            ("{a: [{name: x}]}", "{a: [{name: y}, {name: x}]}", ["a[y].name: - > y"]),
            ("{a: x}", "{a: {b: 1}}", ["a: x > {\"b\":1}"]),
            ("{a: [{v: 1}]}", "{a: [x]}", ["a: [{\"v\":1}] > [\"x\"]"]),
            ("", "{a: 1}", ["a: - > 1"]), ("{a: \"1\"}", "{a: 1}", ["a: 1 > 1"]),
        ] as [(String, String, [String])])
    func fields(before: String, after: String, expected: [String]) throws {
        #expect(try changes(before, after) == expected)
    }

    @Test("texts of several lines and decoded base64 are compared by lines")
    func texts() throws {
        #expect(try changes("{a: \"x\\ny\\n\"}", "{a: \"x\\nz\\n\"}") == ["a: @@ -1,2 +1,2 @@| x|-y|+z"])
        let before = "{path: /a, contentEncoding: base64, content: eAp5Cg==}"
        let after = "{path: /a, contentEncoding: base64, content: eAp6Cg==}"
        #expect(try changes(before, after) == ["content: @@ -1,2 +1,2 @@| x|-y|+z"])
        let binary = "{path: /a, contentEncoding: base64, content: AAE=}"
        #expect(try changes(before, binary).first?.contains("2 bytes that are no text") == true)
    }

    @Test(
        "what is a secret by its key or in a text is masked, and its change told of",
        arguments: [
            ("{password: a}", "{password: b}", ["password: ***** > *****"]),
            ("{tokenFile: a}", "{tokenFile: b}", ["tokenFile: a > b"]),
            ("{e: {API_TOKEN: a}}", "{e: {API_TOKEN: b}}", ["e.API_TOKEN: ***** > *****"]),
            ("{c: \"token=a\"}", "{c: \"token=b\"}", ["c: token=***** > token=*****"]),
            (
                "{c: \"x\\npassword: a\\n\"}", "{c: \"x\\npassword: b\\n\"}",
                ["c: @@ -1,2 +1,2 @@| x|-password: *****|+password: *****"]
            ),
        ] as [(String, String, [String])])
    func secrets(before: String, after: String, expected: [String]) throws {
        #expect(try changes(before, after) == expected)
    }

    @Test(
        "lines that look like secrets",
        arguments: [
            ("password: geheim", "password: *****"),
            ("curl -H ghp_0123456789abcdefghijABCDEFGHIJ0123 x", "curl -H ***** x"),
            ("AKIAQ7T3ZK9PLM2XW4BD and AKIAQ7T3ZK9PLM2XW4BE", "***** and *****"), ("ghp_short", "ghp_short"),
            ("  \"api_key\": \"x\",", "  \"api_key\": *****"),
            ("export DB_PASSWORD=x", "export DB_PASSWORD=*****"), ("secretRef: x", "secretRef: x"),
            ("password: {{ .x }}", "password: {{ .x }}"), ("password:", "password:"), ("plain text", "plain text"),
            ("token_url: https://x", "token_url: https://x"), ("passwordFile=/a", "passwordFile=/a"),
        ])
    func lines(line: String, expected: String) {
        #expect(Concealment.lines([line]) == [expected])
    }

    @Test("a private key is masked as a whole")
    func privateKeys() {
        let key = ["-----BEGIN RSA PRIVATE KEY-----", "AAAA", "BBBB", "-----END RSA PRIVATE KEY-----", "x"]
        #expect(Concealment.lines(key) == [key[0], "*****", "*****", key[3], "x"])
    }
}

@Suite("Line difference")
struct LineDifferenceTests {
    private func unified(_ before: String, _ after: String) -> [String] {
        func lines(_ text: String) -> [ShownLine] {
            text.split(separator: " ").map { ShownLine(actual: String($0), shown: String($0)) }
        }
        return LineDifference.unified(lines(before), lines(after))
    }

    @Test(
        "hunks as diff -u writes them",
        arguments: [
            ("", "", []), ("a", "a", []), ("", "a", ["@@ -0,0 +1 @@", "+a"]), ("a", "", ["@@ -1 +0,0 @@", "-a"]),
            ("a b c", "a x c", ["@@ -1,3 +1,3 @@", " a", "-b", "+x", " c"]),
            (
                "1 2 3 4 5 6 7 8 9", "1 2 3 4 X 6 7 8 9",
                ["@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+X", " 6", " 7", " 8"]
            ),
            (
                "a 1 2 3 4 5 6 7 b", "A 1 2 3 4 5 6 7 B",
                ["@@ -1,4 +1,4 @@", "-a", "+A", " 1", " 2", " 3", "@@ -6,4 +6,4 @@", " 5", " 6", " 7", "-b", "+B"]
            ),
            ("a a", "a a a", ["@@ -1,2 +1,3 @@", " a", " a", "+a"]),
        ] as [(String, String, [String])])
    func hunks(before: String, after: String, expected: [String]) {
        #expect(unified(before, after) == expected)
    }

    @Test("very long differences are shown as replaced, without comparing all with all")
    func long() {
        let before = (0..<5000).map { ShownLine(actual: "a\($0)", shown: "a") }
        let after = (0..<5000).map { ShownLine(actual: "b\($0)", shown: "b") }
        let diff = LineDifference.unified(before, after)
        #expect(diff.count == 10_001)
        #expect(diff[1] == "-a" && diff[5001] == "+b")
    }
}
