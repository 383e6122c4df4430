import Crypto
import HTTPTypes
import Secrets
import Testing

@testable import Webhooks

@Suite("What shows that a sender knows the secret")
struct ProofTests {
    // The example of GitHub's documentation.
    private let secret = Secret(text: "It's a Secret to Everybody")
    private let body = Array("Hello, World!".utf8)
    private static let digits = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"

    @Test("The HMAC-SHA256 of the body is accepted, with its prefix and without", arguments: ["sha256=", ""])
    func signed(prefix: String) throws {
        let proof = try #require(WebhookProof(signature: prefix + Self.digits))
        #expect(proof.holds(body, secret: secret))
        #expect(try #require(WebhookProof(signature: prefix + Self.digits.uppercased())).holds(body, secret: secret))
    }

    @Test("Any other body, secret or signature is refused")
    func wrong() throws {
        let proof = try #require(WebhookProof(signature: Self.digits))
        #expect(!proof.holds(body + [0x0A], secret: secret))
        #expect(!proof.holds(Array(body.dropLast()), secret: secret))
        #expect(!proof.holds([], secret: secret))
        #expect(!proof.holds(body, secret: Secret(text: "It's a secret to Everybody")))
        for index in 0..<64 {
            var changed = Array(Self.digits)
            changed[index] = changed[index] == "0" ? "1" : "0"
            let other = try #require(WebhookProof(signature: String(changed)))
            #expect(!other.holds(body, secret: secret))
        }
    }

    @Test(
        "What is no signature is not read",
        arguments: [
            "", "sha256=", "sha1=" + digits.prefix(40), String(digits.dropLast()), digits + "0",
            "sha256=" + digits + " ",
            " " + digits, "SHA256=" + digits, "sha256=" + digits.replacing("e", with: "g"), "sha512=" + digits + digits,
            String(repeating: "é", count: 32),
        ])
    func unreadable(text: String) {
        #expect(WebhookProof(signature: text) == nil)
    }

    @Test("An empty secret proves nothing, however well the body is signed with it")
    func emptySecret() throws {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: [UInt8]()))
        let text = code.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        let proof = try #require(WebhookProof(signature: text))
        #expect(!proof.holds(body, secret: Secret(text: "")))
    }

    @Test("A token is the secret itself, whole")
    func token() throws {
        let text = secret.revealText()
        #expect(try #require(WebhookProof(token: text)).holds(body, secret: secret))
        for wrong in [text + " ", String(text.dropLast()), text.uppercased(), "x"] {
            let proof = try #require(WebhookProof(token: wrong))
            #expect(!proof.holds(body, secret: secret))
        }
        #expect(WebhookProof(token: "") == nil)
        #expect(WebhookProof(token: String(repeating: "x", count: 1025)) == nil)
    }

    @Test("Of several headers only the preferred one counts")
    func preferred() throws {
        let headers = try fields([
            ("X-Forgejo-Event", "push"), ("X-Forgejo-Signature", String(repeating: "0", count: 64)),
            ("X-Gitea-Signature", Self.digits), ("X-Hub-Signature-256", "sha256=" + Self.digits),
        ])
        let head = try #require(WebhookHead(.forgejo, headers))
        #expect(!head.proof.holds(body, secret: secret))
    }

    @Test("Without an event or a proof there is no webhook", arguments: WebhookProvider.allCases)
    func incomplete(provider: WebhookProvider) throws {
        let event = (provider.eventHeader, provider.pushes.first ?? "")
        let proofs = provider.proofHeaders.map { ($0, Self.digits) }
        #expect(WebhookHead(provider, try fields([event])) == nil)
        #expect(WebhookHead(provider, try fields(proofs)) == nil)
        for proof in proofs {
            let head = try #require(WebhookHead(provider, try fields([event, proof])))
            #expect(head.isPush)
        }
        let other = try #require(WebhookHead(provider, try fields([(provider.eventHeader, "ping")] + proofs)))
        #expect(!other.isPush)
    }

    private func fields(_ pairs: [(String, String)]) throws -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs { fields[try #require(HTTPField.Name(name))] = value }
        return fields
    }
}
