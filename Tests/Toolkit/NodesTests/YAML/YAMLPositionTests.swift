import Nodes
import Testing

@Suite struct YAMLPositionTests {
    private func place(_ line: Int, _ column: Int) -> Position { Position(line: line, column: column) }

    @Test("Keys and values know where they start and end")
    func keysAndValues() throws {
        let node = try yaml("# comment\nname: sensor\nspec:\n  image: \"a:b\"\n\n# behind\n")
        let name = try #require(node.entry("name"))
        #expect(name.keyStart == place(2, 1) && name.keyEnd == place(2, 5))
        #expect(name.value.start == place(2, 7) && name.value.end == place(2, 13))
        let image = try #require(node["spec"]?.entry("image"))
        #expect(image.keyStart == place(4, 3) && image.value.start == place(4, 10) && image.value.end == place(4, 15))
        #expect(
            node.start == place(2, 1) && node.end == place(4, 15),
            "a block ends with its last value, not at the next thing")
    }

    @Test("Lists, flow collections and empty values have places")
    func collections() throws {
        let node = try yaml("a:\n- x\n- [1, 2]\nb:\nc: {d: e}\n")
        let list = try #require(node["a"]?.elements)
        #expect(node["a"]?.start == place(2, 1) && list[0].start == place(2, 3))
        #expect(list[1].start == place(3, 3) && list[1].end == place(3, 9))
        #expect(node["b"]?.start == place(4, 3) && node["b"]?.isNull == true)
        #expect(node["c"]?.start == place(5, 4) && node["c"]?.end == place(5, 10))
    }

    @Test("Columns count Unicode scalars; a byte order mark counts nothing", arguments: ["é𝄞: x\n", "\u{FEFF}é𝄞: x\n"])
    func columns(text: String) throws {
        let entry = try #require(try yaml(text).entries?.first)
        #expect(
            entry.key == "é𝄞" && entry.keyStart == place(1, 1) && entry.keyEnd == place(1, 3)
                && entry.value.start == place(1, 5))
    }

    @Test("CRLF ends lines as LF does and leaves no trace in values")
    func carriageReturns() throws {
        let node = try yaml("a: b\r\nc: |\r\n  d\r\n  e\r\n")
        #expect(node["a"]?.string == "b" && node["c"]?.string == "d\ne\n" && node.entry("c")?.keyStart == place(2, 1))
    }

    @Test("Each document of a stream keeps the lines of the file")
    func documents() throws {
        let documents = try YAML.documents(in: Array("a: 1\n---\nb: 2\n---\n---\nc: 3\n...\n".utf8))
        #expect(documents.map(\.text) == [#"{"a":1}"#, #"{"b":2}"#, "null", #"{"c":3}"#])
        #expect(documents[3].start == place(6, 1))
    }

    @Test("An input without a document has none", arguments: ["", "\n\n", "# only a comment\n", "\u{FEFF}", "   "])
    func empty(text: String) throws {
        #expect(try YAML.documents(in: Array(text.utf8)).isEmpty)
    }

    @Test("Documents before a mistake are handed over")
    func partial() {
        var seen: [String] = []
        let error = YAML.read(Array("a: 1\n---\nb: [\n".utf8)) { seen.append($0.text) }
        #expect(seen == [#"{"a":1}"#] && error?.code == .syntax)
    }

    @Test("Styles are kept: a file mode stays as written, a block knows that it is one")
    func styles() throws {
        let node = try yaml("mode: 0644\ntext: |\n  a\nfold: >-\n  a\n  b\nquoted: 'x'\n")
        #expect(node["mode"]?.scalar?.text == "0644" && node["mode"]?.scalar?.isPlain == true)
        #expect(
            node["text"]?.scalar?.style == .literal && node["fold"]?.scalar?.style == .folded
                && node["fold"]?.string == "a b")
        #expect(node["quoted"]?.scalar?.style == .quoted)
    }
}
