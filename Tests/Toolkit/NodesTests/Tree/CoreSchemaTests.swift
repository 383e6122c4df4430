import Nodes
import Testing

@Suite struct CoreSchemaTests {
    @Test(
        "A plain scalar means what the YAML 1.2 core schema says",
        arguments: [
            ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("nULL", .string), ("true", .bool(true)),
            ("False", .bool(false)),
            ("tRUE", .string), ("yes", .string), ("no", .string), ("on", .string), ("off", .string), ("0", .integer(0)),
            ("-0", .integer(0)),
            ("+7", .integer(7)), ("0644", .integer(644)), ("0o644", .integer(420)), ("0o8", .string), ("0o", .string),
            ("0o-7", .string),
            ("0x1F", .integer(31)), ("0xg", .string), ("0x+1", .string), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("1.5", .number(1.5)),
            ("1.", .number(1)), (".5", .number(0.5)), ("-.5e-1", .number(-0.05)), ("1e3", .number(1000)),
            ("1E+3", .number(1000)),
            (".inf", .number(.infinity)), ("-.Inf", .number(-.infinity)), (".", .string), ("-", .string),
            ("+", .string), ("1e", .string),
            ("1.2.3", .string), ("1_000", .string), ("12:30", .string), ("--1", .string), ("e3", .string),
            (".e3", .string), ("1 2", .string),
            ("١", .string), ("inf", .string), ("nan", .string), ("0x", .string),
        ] as [(String, ScalarValue)])
    func plain(text: String, value: ScalarValue) {
        #expect(Scalar(text: text, style: .plain).value == value)
    }

    @Test("A quoted scalar is a string whatever it looks like", arguments: ["", "~", "true", "1", "1.5", ".inf"])
    func quoted(text: String) {
        for style in [Scalar.Style.quoted, .literal, .folded] {
            #expect(Scalar(text: text, style: style).value == .string)
        }
    }

    @Test("Accessors answer for their own type only")
    func accessors() throws {
        let node = try yaml("{s: a, q: '1', i: 7, f: 1.5, b: true, n: , l: [x], m: {k: v}}")
        #expect(
            node["s"]?.string == "a" && node["q"]?.string == "1" && node["i"]?.string == nil && node["n"]?.string == nil
        )
        #expect(node["i"]?.integer == 7 && node["f"]?.integer == nil && node["q"]?.integer == nil)
        #expect(node["f"]?.number == 1.5 && node["i"]?.number == 7 && node["s"]?.number == nil)
        #expect(node["b"]?.bool == true && node["s"]?.bool == nil)
        #expect(node["n"]?.isNull == true && node["s"]?.isNull == false && node["l"]?.isNull == false)
        #expect(node["l"]?.elements?.count == 1 && node["m"]?.elements == nil && node["m"]?.entries?.first?.key == "k")
        #expect(node["absent"] == nil && node["s"]?["k"] == nil)
    }

    @Test("A not-a-number reads as a number")
    func notANumber() {
        guard case .number(let number) = Scalar(text: ".NaN", style: .plain).value else {
            return #expect(Bool(false), "no number")
        }
        #expect(number.isNaN)
    }
}
