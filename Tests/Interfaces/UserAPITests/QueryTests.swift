import HTTPFront
import Testing

@testable import UserAPI

@Suite struct QueryTests {
    @Test(
        "Percent encoding is undone once, and refused when it is broken or no UTF-8",
        arguments: [
            ("", ""), ("a", "a"), ("%41%7a", "Az"), ("%C3%BC", "ü"), ("%c3%bc", "ü"), ("%2541", "%41"), ("a+b", "a+b"),
            ("%00", "\0"),
            ("%", nil), ("%4", nil), ("%4g", nil), ("%g4", nil), ("%ff", nil), ("%C3", nil), ("a%", nil), ("%%41", nil),
            ("%-1", nil),
        ] as [(String, String?)])
    func decoding(encoded: String, text: String?) {
        #expect(PercentEncoding.decoded(encoded.utf8) == text)
    }

    @Test("A plus is a space in a query, and of a parameter given twice the first counts")
    func query() throws {
        let query = try QueryParameters("a=x+y%2Bz&b&c=&a=second&=none&d=1=2&%61%61=e")
        #expect(query["a"] == "x y+z")
        #expect(query["b"] == "" && query["c"] == "")
        #expect(query["d"] == "1=2")
        #expect(query["aa"] == "e")
        #expect(query["z"] == nil)
        #expect(try QueryParameters(nil)["a"] == nil)
    }
}
