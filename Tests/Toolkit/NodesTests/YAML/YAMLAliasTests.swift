import Nodes
import Testing

@Suite struct YAMLAliasTests {
    @Test("An alias is its anchor's value and stands where it was written")
    func alias() throws {
        let node = try yaml("a: &x {k: v}\nb: *x\n")
        #expect(node.text == #"{"a":{"k":"v"},"b":{"k":"v"}}"#)
        #expect(
            node["b"]?.start == Position(line: 2, column: 4) && node["b"]?["k"]?.start == Position(line: 1, column: 11))
    }

    @Test("An anchor written again holds from there on; an alias may be a key")
    func anchors() throws {
        #expect(try yaml("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").text == #"{"a":1,"b":1,"c":2,"d":2}"#)
        #expect(try yaml("a: &x k\n*x : 1\n").text == #"{"a":"k","k":1}"#)
    }

    @Test(
        "Merge keys add what is not written",
        arguments: [
            ("b: &b {x: 1, y: 2}\nm:\n  <<: *b\n  y: 3\n", #"{"y":3,"x":1}"#),
            ("b: &b {x: 1}\nm:\n  x: 2\n  <<: *b\n", #"{"x":2}"#),
            ("b: [&b {x: 1}, &c {x: 2, y: 2}]\nm:\n  <<: [*b, *c]\n", #"{"x":1,"y":2}"#),
            ("m:\n  <<: {x: 1}\n", #"{"x":1}"#),
            ("m:\n  \"<<\": 1\n", #"{"<<":1}"#),
            ("b: &b {x: 1}\nc: &c {<<: *b, y: 2}\nm: {<<: *c}\n", #"{"y":2,"x":1}"#), ("m: {<<: []}\n", "{}"),
        ])
    func merges(text: String, merged: String) throws {
        #expect(try yaml(text)["m"]?.text == merged)
    }

    @Test("Core tags decide what a scalar is")
    func tags() throws {
        let node = try yaml(
            "a: !!str 1\nb: !!int 0x10\nc: !!float 1\nd: !!null\ne: ! 5\nf: !!map {}\ng: !!seq []\nh: !!bool true\ni: !!int \"7\"\n"
        )
        #expect(node.text == #"{"a":"1","b":16,"c":1,"d":null,"e":"5","f":{},"g":[],"h":true,"i":7}"#)
    }

    @Test("P10: aliases within aliases stop at the limit, at the alias that crosses it")
    func bomb() throws {
        let levels = (1...30).map { "l\($0): &l\($0) [*l\($0 - 1), *l\($0 - 1)]\n" }.joined()
        let error = try #require(YAML.read(Array(("l0: &l0 x\n" + levels).utf8)) { _ in })
        #expect(error.code == .alias && error.position.line < 20, "\(error)")
    }

    @Test("P10: the expansion counts over all documents, and none is allowed on the wire")
    func expansionLimit() throws {
        let limits = NodeLimits.small(expansion: 6)
        #expect(YAML.read(Array("a: &a [1, 2]\nb: [*a, *a]\n".utf8), limits: limits) { _ in } == nil)
        let over = try #require(YAML.read(Array("a: &a [1, 2]\nb: [*a, *a, *a]\n".utf8), limits: limits) { _ in })
        #expect(over.code == .alias && over.position == Position(line: 2, column: 13))
        let streamed = "a: &a [1, 2]\nb: [*a, *a]\n---\na: &a 1\nb: *a\n"
        #expect(YAML.read(Array(streamed.utf8), limits: limits) { _ in }?.position == Position(line: 5, column: 4))
        #expect(YAML.read(Array("a: &a 1\nb: *a\n".utf8), limits: .wire) { _ in }?.code == .alias)
    }
}
