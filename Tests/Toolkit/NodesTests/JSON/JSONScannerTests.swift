import Nodes
import Testing

@Suite struct JSONScannerTests {
    private func scan(_ text: String, _ paths: [[String]], limits: NodeLimits = .wire) throws -> [String?] {
        let bytes = Array(text.utf8)
        return try JSONScanner.scan(bytes, paths: paths, limits: limits).map {
            $0.map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    @Test("Values are found at their paths, without the space around them")
    func found() throws {
        let text =
            #" { "metadata" : {"name": "d\u0065v" , "x":1}, "status": { "config":{"renderedVersion": "7"} }, "a":[{"name":2}] } "#
        let paths = [
            ["status"], ["status", "config", "renderedVersion"], ["metadata", "name"], ["name"], ["a", "name"], [],
            ["metadata", "x", "y"],
        ]
        #expect(
            try scan(text, paths) == [
                #"{ "config":{"renderedVersion": "7"} }"#, #""7""#, #""d\u0065v""#, nil, nil,
                String(text.dropFirst().dropLast()), nil,
            ])
    }

    @Test("A key is found however it is escaped; nothing is found by half a key")
    func escapedKeys() throws {
        #expect(try scan(#"{"st\u0061tus":1}"#, [["status"]]) == ["1"])
        #expect(try scan(#"{"statu":1,"statuss":2,"Status":3}"#, [["status"]]) == [nil])
    }

    @Test(
        "A key that stands twice on a path that is looked for is refused",
        arguments: [
            #"{"status":1,"status":2}"#, #"{"status":1,"st\u0061tus":2}"#, #"{"metadata":{},"metadata":{"name":"b"}}"#,
            #"{"metadata":{"name":"a","name":"b"}}"#,
        ])
    func duplicates(text: String) throws {
        let error = #expect(throws: NodeError.self) { _ = try scan(text, [["status"], ["metadata", "name"]]) }
        #expect(error?.code == .duplicateKey)
    }

    @Test("The text of a string is read with its escapes; other values are no strings")
    func strings() throws {
        let bytes = Array(#"{"a":"x\u00e9\n","b":7,"c":"","d":"x"}"#.utf8)
        let ranges = try JSONScanner.scan(bytes, paths: [["a"], ["b"], ["c"], ["d"]])
        #expect(ranges.map { $0.flatMap { JSONScanner.string(at: $0, in: bytes) } } == ["xé\n", nil, "", "x"])
    }

    @Test(
        "P6, P10: what the database could not store, or nobody should, is refused",
        arguments: [
            (#"{"a":"\u0000"}"#, .nul), (#"{"\u0000":1}"#, .nul), ("{\"a\":\"\0\"}", .nul),
            (#"{"a":"\ud800"}"#, .syntax), (#"{"a":1"#, .syntax),
            (#"{"a":1}x"#, .syntax), ("", .syntax), (#"{"a":01}"#, .syntax),
            (String(repeating: "[", count: 9), .tooDeep),
            (String(repeating: #"{"a":"#, count: 9), .tooDeep),
            ("[" + String(repeating: "1,", count: 200) + "1]", .tooMany),
            (String(repeating: " ", count: 10_001), .tooLarge),
        ] as [(String, NodeError.Code)])
    func refused(text: String, code: NodeError.Code) throws {
        let error = #expect(throws: NodeError.self) { _ = try scan(text, [["a"]], limits: .small()) }
        #expect(error?.code == code)
    }

    @Test("Sixty-four paths are looked for; those behind answer nil")
    func manyPaths() throws {
        let paths = (0..<66).map { ["k\($0)"] }
        let text = "{" + (0..<66).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
        #expect(try scan(text, paths) == (0..<66).map { $0 < 64 ? String($0) : nil })
        #expect(try scan("{}", []) == [])
    }

    @Test("Scanner and parser accept the same and see the same values", arguments: 0..<100)
    func agreement(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let node = RandomTree.node(&random)
        let bytes = node.json(pretty: seed % 2 == 0)
        let paths = (node.entries ?? []).map { [$0.key] }
        for (range, entry) in zip(try JSONScanner.scan(bytes, paths: paths), node.entries ?? []) {
            #expect(try JSON.parse(Array(bytes[try #require(range)])).text == entry.value.text)
        }
    }
}
