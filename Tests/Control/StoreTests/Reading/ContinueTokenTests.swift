import FoundationEssentials
import Store
import Testing

@Suite struct ContinueTokenTests {
    @Test("A token reads back as it was written, in the form that the resource model states")
    func roundTrip() throws {
        for keys in [["a"], ["1", "2"], ["ü\"\\"]] {
            let token = ContinueToken(keys: keys, remaining: 7, revision: 3)
            #expect(ContinueToken(token.text) == token)
        }
        let data = try #require(Data(base64Encoded: ContinueToken(keys: ["a"], remaining: 7, revision: 3).text))
        let text = String(decoding: data, as: UTF8.self)
        #expect(text == #"{"Count":7,"Names":["a"],"Revision":3,"Version":1}"#)
        let foreign = Data(#"{"Version":1,"Names":["a"],"Count":7}"#.utf8).base64EncodedString()
        #expect(ContinueToken(foreign)?.keys == ["a"])
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "{}", "[]", "null", #"{"Version":2,"Names":["a"],"Count":1}"#, #"{"Version":1,"Count":1}"#,
            #"{"Version":1,"Names":"a","Count":1}"#,
            #"{"Version":1,"Names":[1],"Count":1}"#, #"{"Version":1,"Names":[],"Count":1}"#,
            #"{"Version":1,"Names":["a","b","c"],"Count":1}"#,
            #"{"Version":1,"Names":["a"]}"#, #"{"Version":1,"Names":["a"],"Count":"1"}"#,
            #"{"Version":"1","Names":["a"],"Count":1}"#,
        ])
    func refused(json: String) {
        #expect(ContinueToken(Data(json.utf8).base64EncodedString()) == nil)
        #expect(ContinueToken(json) == nil)
    }

    @Test("Bytes at random are refused or read, and never more (P10)")
    func fuzz() {
        var generator = SeededGenerator(state: 7)
        let valid = Array(ContinueToken(keys: ["name"], remaining: 1, revision: 1).text.utf8)
        for _ in 0..<2000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0x20...0x7E, using: &generator)
            }
            guard let token = ContinueToken(String(decoding: bytes, as: UTF8.self)) else { continue }
            #expect((1...2).contains(token.keys.count))
        }
        #expect(ContinueToken(String(repeating: "A", count: 5000)) == nil)
    }
}

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
