import Nodes
import Testing

@Suite struct JSONParserTests {
    @Test(
        "Values of RFC 8259 are read as they are",
        arguments: [
            ("null", "null"), (" true ", "true"), ("-0", "-0"), ("1.50e+3", "1.50e+3"), ("\t[1,\r\n2]\n", "[1,2]"),
            ("{}", "{}"), ("[]", "[]"),
            (#"{"b":1,"a":{"c":[]}}"#, #"{"b":1,"a":{"c":[]}}"#), (#""\u00e9\n\/\"\\""#, #""é\n/\"\\""#),
            (#""\ud834\udd1e""#, #""𝄞""#),
            (#"{"":0}"#, #"{"":0}"#), ("18446744073709551616", "18446744073709551616"), ("\u{FEFF}1", "1"),
            ("\"\u{7F}\u{2028}\"", "\"\u{7F}\u{2028}\""),
        ])
    func accepted(text: String, written: String) throws {
        #expect(try json(text).text == written)
    }

    @Test(
        "What is no JSON is refused with its place",
        arguments: [
            Refusal("", .syntax, 1, 1), Refusal("  ", .syntax, 1, 3), Refusal("nul", .syntax, 1, 1),
            Refusal("nulll", .syntax, 1, 5),
            Refusal("True", .syntax, 1, 1), Refusal("01", .syntax, 1, 1), Refusal("-", .syntax, 1, 1),
            Refusal("+1", .syntax, 1, 1),
            Refusal("1.", .syntax, 1, 1), Refusal(".5", .syntax, 1, 1), Refusal("1e", .syntax, 1, 1),
            Refusal("0x10", .syntax, 1, 2),
            Refusal("NaN", .syntax, 1, 1), Refusal("Infinity", .syntax, 1, 1), Refusal("[1,]", .syntax, 1, 4),
            Refusal("[1 2]", .syntax, 1, 4),
            Refusal("[,1]", .syntax, 1, 2), Refusal("[1", .syntax, 1, 3), Refusal("[", .syntax, 1, 2),
            Refusal("]", .syntax, 1, 1),
            Refusal("{\"a\":1,}", .syntax, 1, 8), Refusal("{a:1}", .syntax, 1, 2), Refusal("{'a':1}", .syntax, 1, 2),
            Refusal("{\"a\" 1}", .syntax, 1, 6), Refusal("{\"a\":}", .syntax, 1, 6), Refusal("{\"a\":1", .syntax, 1, 7),
            Refusal("{", .syntax, 1, 2),
            Refusal("{\"a\":1}}", .syntax, 1, 8), Refusal("1 2", .syntax, 1, 3), Refusal("\"a", .syntax, 1, 1),
            Refusal("\"a\nb\"", .syntax, 1, 3),
            Refusal("\"a\tb\"", .syntax, 1, 3), Refusal(#""\x41""#, .syntax, 1, 2),
            Refusal(#""\u12g4""#, .syntax, 1, 2),
            Refusal(#""\u12"#, .syntax, 1, 2), Refusal(#"["é\ud800"]"#, .syntax, 1, 4),
            Refusal(#""\udc00""#, .syntax, 1, 2),
            Refusal(#""\ud800\u0041""#, .syntax, 1, 2), Refusal(#""\ud800x\udc00""#, .syntax, 1, 2),
            Refusal("\"\\", .syntax, 1, 2),
            Refusal("// c\n1", .syntax, 1, 1), Refusal("{\n \"a\": 1,\n \"b\" 2}", .syntax, 3, 6),
            Refusal(#"{"a":1,"a":2}"#, .duplicateKey, 1, 8),
            Refusal(#"{"a":1,"\u0061":2}"#, .duplicateKey, 1, 8),
            Refusal("[{\"a\":{\"b\":1,\n\"b\":2}}]", .duplicateKey, 2, 1),
            Refusal(#""a\u0000""#, .nul, 1, 3), Refusal("\"a\0\"", .nul, 1, 3), Refusal("\0", .syntax, 1, 1),
            Refusal("1\0", .syntax, 1, 2),
        ])
    func refused(_ refusal: Refusal) throws {
        let error = #expect(throws: NodeError.self) { _ = try json(refusal.input) }
        #expect(refusal.matches(error), "\(error.map(String.init(describing:)) ?? "accepted")")
    }

    @Test("Bytes that are not UTF-8 are refused with their place")
    func encoding() throws {
        let error = #expect(throws: NodeError.self) {
            _ = try JSON.parse(Array("{\n\"é".utf8) + [0xC3, 0x28, 0x22, 0x7D])
        }
        #expect(error?.code == .encoding && error?.position == Position(line: 2, column: 3))
    }

    @Test("P10: each limit is refused one above and accepted at its edge")
    func limits() throws {
        let limits = NodeLimits.small()
        func code(_ text: String) -> NodeError.Code? {
            do throws(NodeError) { _ = try JSON.parse(Array(text.utf8), limits: limits) } catch { return error.code }
            return nil
        }
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        func list(_ count: Int) -> String { "[" + repeatElement("1", count: count).joined(separator: ",") + "]" }
        #expect(
            code(nested(8)) == nil && code(nested(9)) == .tooDeep
                && code(String(repeating: "{\"a\":", count: 50_000)) == .tooLarge)
        #expect(code(list(99)) == nil && code(list(100)) == .tooMany)
        #expect(
            code("1" + String(repeating: " ", count: 9999)) == nil
                && code("1" + String(repeating: " ", count: 10_000)) == .tooLarge)
    }

    @Test("Values know where they stand")
    func positions() throws {
        let node = try json("{\n  \"é\": [1,\n   \"𝄞\", true]\n}")
        let entry = try #require(node.entries?.first)
        let list = try #require(entry.value.elements)
        #expect(entry.keyStart == Position(line: 2, column: 3) && entry.keyEnd == Position(line: 2, column: 6))
        #expect(list[1].start == Position(line: 3, column: 4) && list[1].end == Position(line: 3, column: 7))
        #expect(list[2].start == Position(line: 3, column: 9) && node.end == Position(line: 4, column: 2))
    }

    @Test("JSON is YAML: both readers see the same values", arguments: 0..<40)
    func agreement(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let node = RandomTree.node(&random)
        #expect(try JSON.parse(node.json(pretty: true)).text == node.text)
        #expect(try JSON.parse(node.canonicalJSON()).canonicalJSON() == node.canonicalJSON())
    }
}
