import Nodes
import Testing

/// Bytes from outside: whatever they are, the readers answer with a tree or an error.
@Suite struct FuzzTests {
    private static let seeds = [
        "a: &x [1, 'b', \"c\\n\"]\nd: *x\n<<: {e: f}\n--- |\n  text\n...\n%YAML 1.1\n---\n? k\n: - v\n",
        "a:\r\n\t- é𝄞: !!str 5\r\n # c\r\n",
        #"{"a":[1.5e3,true,null,"\u00e9\ud834\udd1e\\"],"metadata":{"name":"x"}}"#,
    ]
    private static let spice: [UInt8] =
        Array("\n\r\t \0:-?[]{}&*!|>'\"%@`#,\\~<.u0ed8".utf8) + [0x80, 0xC3, 0xE2, 0xED, 0xF0, 0xFF, 0xEF, 0xBB, 0xBF]

    private func mutated(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes = Array((Self.seeds.randomElement(using: &random) ?? "").utf8)
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let place = Int.random(in: 0..<max(bytes.count, 1), using: &random)
            let byte = Self.spice.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where !bytes.isEmpty: bytes[place] = byte
            case 1 where !bytes.isEmpty: bytes.remove(at: place)
            case 2:
                bytes.insert(
                    contentsOf: bytes.prefix(Int.random(in: 0..<20, using: &random)), at: min(place, bytes.count))
            default: bytes.insert(byte, at: min(place, bytes.count))
            }
        }
        return bytes
    }

    @Test(
        "P3: no bytes crash the YAML reader; an error's place lies in the text; a tree can be written and read again",
        arguments: 0..<16)
    func yamlReader(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            let bytes = mutated(&random)
            let lines = bytes.count { $0 == 0x0A || $0 == 0x0D || $0 == 0x85 || $0 == 0xA8 || $0 == 0xA9 } + 2
            let error = YAML.read(bytes) { node in
                let again = YAML.read(Array(node.yaml().utf8)) { #expect($0.text == node.text, "\(bytes)") }
                #expect(again == nil, "\(bytes)")
            }
            #expect((error?.position.line ?? 1) <= lines, "\(bytes)")
        }
    }

    @Test(
        "P10: parser and scanner refuse the same JSON, save for keys that stand twice where nothing is looked for",
        arguments: 0..<16)
    func jsonReaders(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let bytes = mutated(&random)
            let parsed = Result { try JSON.parse(bytes) }
            let scanned = Result { try JSONScanner.scan(bytes, paths: [["metadata", "name"]]) }
            switch (parsed, scanned) {
            case (.success(let node), .success(let ranges)):
                let found = ranges[0].map { String(decoding: bytes[$0], as: UTF8.self) }
                #expect((found == nil) == (node["metadata"]?["name"] == nil), "\(bytes)")
            case (.failure(let error as NodeError), .success): #expect(error.code == .duplicateKey, "\(bytes)")
            case (.failure, .failure): break
            default: Issue.record("the parser accepts what the scanner refuses: \(bytes)")
            }
        }
    }
}
