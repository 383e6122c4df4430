import FoundationEssentials
import Secrets
import Testing

@Suite("A secret (P9)")
struct SecretTests {
    private struct Holder: Encodable {
        var user = "ada"
        var password = Secret(text: "hunter2-open-sesame")
        var history = [Secret(text: "hunter2-open-sesame")]
        var optional: Secret? = Secret(text: "hunter2-open-sesame")
    }

    private static let secret = Secret(text: "hunter2-open-sesame")

    private static func dumped(_ value: some Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }

    /// Every standard way from a value to text.
    private static let texts: [(way: String, text: String)] = [
        ("interpolation", "\(secret)"),
        ("String(describing:)", String(describing: secret)),
        ("String(reflecting:)", String(reflecting: secret)),
        ("dump", dumped(secret)),
        ("interpolated holder", "\(Holder())"),
        ("reflected holder", String(reflecting: Holder())),
        ("dumped holder", dumped(Holder())),
        ("optional", "\(String(describing: Optional(secret)))"),
        ("array", "\([secret])"),
        ("dictionary key and value", "\([secret: secret])"),
        ("existential", "\(secret as Any)"),
        ("error", "\(SecretError(secret: secret))"),
    ]

    private struct SecretError: Error {
        var secret: Secret
    }

    @Test("does not show in text", arguments: texts.map(\.way))
    func hidden(way: String) throws {
        let text = try #require(Self.texts.first { $0.way == way }?.text)
        #expect(!text.contains("hunter2") && !text.contains("sesame"))
        #expect(!text.contains("104, 117, 110"), "the bytes as numbers")
        #expect(text.contains(Secret.mask))
    }

    @Test("has a mirror without children, at any depth")
    func mirror() {
        #expect(Mirror(reflecting: Self.secret).children.isEmpty)
        for child in Mirror(reflecting: Holder()).children where child.label == "password" {
            #expect(Mirror(reflecting: child.value).children.isEmpty)
        }
    }

    @Test("is encoded as its mask")
    func encoded() throws {
        let text = String(decoding: try JSONEncoder().encode(Holder()), as: UTF8.self)
        #expect(!text.contains("hunter2"))
        #expect(text.contains(#""password":"*****""#))
    }

    @Test("comes out when it is asked for, and only then")
    func revealed() {
        #expect(Self.secret.revealText() == "hunter2-open-sesame")
        #expect(Secret([1, 2, 255]).reveal() == [1, 2, 255])
    }

    @Test(
        "is equal to secrets of the same bytes only",
        arguments: ["", "a", "hunter2-open-sesamf", "hunter2-open-sesame "])
    func equality(other: String) {
        #expect(Self.secret == Secret(text: "hunter2-open-sesame"))
        #expect(Self.secret != Secret(text: other))
    }
}
