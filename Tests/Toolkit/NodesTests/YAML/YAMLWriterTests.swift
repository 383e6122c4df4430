import Nodes
import Testing

@Suite struct YAMLWriterTests {
    @Test("What is written reads back to the same tree", arguments: 0..<100)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let node = RandomTree.node(&random)
            let written = node.yaml()
            let error = YAML.read(Array(written.utf8)) { #expect($0.text == node.text, "\(written)") }
            #expect(error == nil, "\(error.map(String.init(describing:)) ?? "") in \(written.debugDescription)")
        }
    }

    @Test("Trees that were read keep their values, odd spellings included")
    func spellings() throws {
        let text = "a: 0o17\nb: .inf\nc: True\nd: 0644\ne: null\nf: 1e3\ng: \"<<\"\n"
        #expect(try yaml(text).yaml() == text)
    }

    @Test("The style is the one that people know")
    func style() throws {
        let node = try json(
            #"{"kind":"Device","spec":{"config":[{"name":"m","mode":420,"content":"a\n  b\n"}],"x":[],"y":{},"z":["8080",["on"]]},"t":"a\n\n"}"#
        )
        #expect(
            node.yaml() == """
                kind: Device
                spec:
                  config:
                  - name: m
                    mode: 420
                    content: |
                      a
                        b
                  x: []
                  "y": {}
                  z:
                  - "8080"
                  - - "on"
                t: |+
                  a


                """)
    }

    @Test(
        "Texts that another reader would take for something else are quoted",
        arguments: [
            "yes", "NO", "on", "1", "0x1f", "1e3", "1_0", "12:30", "2020-01-01", "", " a", "a ", "a: b", "a:", "a #b",
            "-", "é", "~", ".5",
        ])
    func quoting(text: String) {
        #expect(Node.string(text).yaml().hasPrefix("\""))
    }

    @Test(
        "Usual texts need no quotes",
        arguments: ["a", "quay.io/x/y:v1.2", "/etc/motd", "10m", "a b", "key=value", "v1", "device-7", "90s"])
    func plain(text: String) {
        #expect(Node.string(text).yaml() == text + "\n")
    }
}
