import Nodes
import Testing

@Suite struct JSONWriterTests {
    @Test("Commas, colons and nesting are right by construction")
    func building() {
        var writer = JSONWriter()
        writer.object {
            $0.field("name", "a\"b")
            $0.field("count", 3)
            $0.field("absent", nil as String?)
            $0.field("on", true)
            $0.key("list")
            $0.array { list in
                list.value(1.5)
                list.null()
                list.object { _ in }
                list.array { $0.value(false) }
            }
            $0.field("raw", raw: Array(#"{"x":1}"#.utf8))
            $0.key("node")
            $0.value(Node.array([.string("y")]))
        }
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"name":"a\"b","count":3,"on":true,"list":[1.5,null,{},[false]],"raw":{"x":1},"node":["y"]}"#)
    }

    @Test("Pretty JSON puts one value on a line")
    func pretty() throws {
        let node = try json(#"{"a":[1,{"b":{}}],"c":[]}"#)
        #expect(
            String(decoding: node.json(pretty: true), as: UTF8.self) == """
                {
                  "a": [
                    1,
                    {
                      "b": {}
                    }
                  ],
                  "c": []
                }
                """)
    }

    @Test("Only what must be escaped is escaped")
    func escapes() {
        let text = "\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F} \"\\/\u{7F}é𝄞"
        #expect(Node.string(text).text == #""\u0000\b\t\n\u000b\f\r\u001f \"\\/"# + "\u{7F}é𝄞\"")
    }

    @Test("Canonical JSON does not depend on the order or spelling of the source")
    func canonical() throws {
        let left = try yaml("b: [1, 0x10, True]\na:\n  é: ~\n  z: 'x'\n")
        let right = try json(#"{ "a": {"z": "\u0078", "é": null}, "b": [1, 16, true] }"#)
        #expect(left.canonicalJSON() == right.canonicalJSON())
        #expect(String(decoding: left.canonicalJSON(), as: UTF8.self) == #"{"a":{"z":"x","é":null},"b":[1,16,true]}"#)
    }

    @Test("Keys are sorted by bytes, not by letters")
    func order() {
        let node = Node.object([
            ("é", .null), ("z", .null), ("Z", .null), ("", .null), ("a\u{301}", .null), ("𝄞", .null),
            ("\u{FFFD}", .null),
        ])
        #expect(
            String(decoding: node.canonicalJSON(), as: UTF8.self)
                == "{\"\":null,\"Z\":null,\"a\u{301}\":null,\"z\":null,\"é\":null,\"\u{FFFD}\":null,\"𝄞\":null}")
    }

    @Test(
        "Numbers stay as written where that is JSON, and become decimal where not",
        arguments: [
            ("1.0", "1.0"), ("-0", "-0"), ("1e3", "1e3"), ("+5", "5"), ("0644", "644"), ("0o17", "15"), ("1.", "1.0"),
            (".inf", "\".inf\""),
        ])
    func numbers(plain: String, written: String) throws {
        #expect(try yaml(plain).text == written)
    }

    @Test("Built trees hold what they were given")
    func built() {
        let node = Node.object([
            ("i", .integer(-3)), ("none", nil), ("d", .number(0.1)), ("n", .null), ("nan", .number(.nan)),
            ("t", .string("1")),
        ])
        #expect(node.text == #"{"i":-3,"d":0.1,"n":null,"nan":".nan","t":"1"}"#)
    }
}
