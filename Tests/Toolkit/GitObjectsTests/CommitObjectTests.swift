import Git
import Testing

@testable import GitObjects

@Suite("A commit object without its signature")
struct CommitObjectTests {
    static let head = "tree 1\nparent 2\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n"
    static let signature = "gpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n \n -----END SSH SIGNATURE-----\n"

    func take(_ text: String) throws -> (armored: String, payload: String)? {
        try CommitObject.signature(in: Array(text.utf8)).map {
            (String(decoding: $0.armored, as: UTF8.self), String(decoding: $0.payload, as: UTF8.self))
        }
    }

    @Test(
        "The header is the signature, the rest what was signed",
        arguments: ["", "encoding x\n", "gpgsig-sha256 -----BEGIN\n  other\n"])
    func apart(_ other: String) throws {
        let kept = other.hasPrefix("gpgsig") ? "" : other
        for (before, after) in [(other, ""), ("", other)] {
            let object = Self.head + before + Self.signature + after + "\nmessage\n"
            let found = try #require(try take(object))
            #expect(found.armored == "-----BEGIN SSH SIGNATURE-----\nU1NI\n\n-----END SSH SIGNATURE-----\n")
            #expect(found.payload == Self.head + kept + "\nmessage\n")
        }
    }

    @Test(
        "What only looks like a signature is none",
        arguments: [
            head + "\nmessage\n", head + "\n" + signature, head + "mergetag object 1\n " + signature + "\nm",
            head + "gpgsignature x\n\nm", head + "gpgsig-sha256 x\n\nm", "", "\n", "gpgsig", head,
        ])
    func none(_ object: String) throws {
        #expect(try take(object) == nil)
    }

    @Test("Two signatures are refused")
    func two() {
        #expect(throws: CommitObject.Malformed.self) { try take(Self.head + Self.signature + Self.signature + "\nm") }
    }

    @Test("A NUL byte ends nothing")
    func nul() throws {
        let object = Self.head + Self.signature + "\nmessage\0more\n"
        #expect(try #require(try take(object)).payload == Self.head + "\nmessage\0more\n")
    }

    @Test("Cut anywhere, it is read or refused")
    func cut() throws {
        let object = Self.head + Self.signature + "\nmessage\n"
        for count in 0...object.utf8.count {
            let found = try take(String(decoding: object.utf8.prefix(count), as: UTF8.self))
            #expect((found?.armored.utf8.count ?? 0) + (found?.payload.utf8.count ?? 0) <= count)
        }
    }
}
