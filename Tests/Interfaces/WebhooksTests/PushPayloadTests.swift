import Testing

@testable import Webhooks

@Suite("What is read from the body of a webhook")
struct PushPayloadTests {
    @Test("Every provider's push names its repository", arguments: WebhookProvider.allCases)
    func pushes(provider: WebhookProvider) {
        let addresses = PushPayload.addresses(in: Array(Payload.push(provider).utf8), of: provider)
        #expect(addresses.contains { $0.hasPrefix("https://git.example.com/acme/fleet") })
    }

    @Test("Bitbucket Data Center lists its links")
    func dataCenter() {
        let body = Array(Payload.bitbucketDataCenter("git.example.com").utf8)
        #expect(
            PushPayload.addresses(in: body, of: .bitbucket) == [
                "ssh://git@git.example.com:7999/acme/fleet.git", "https://git.example.com/scm/acme/fleet.git",
                "https://git.example.com/projects/ACME/repos/fleet/browse",
            ])
    }

    @Test("A form with the JSON in its field is read, too", arguments: [WebhookProvider.github, .gitea])
    func form(provider: WebhookProvider) {
        let encoded = Payload.push(provider).utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let plain = PushPayload.addresses(in: Array(Payload.push(provider).utf8), of: provider)
        #expect(PushPayload.addresses(in: Array("payload=\(encoded)".utf8), of: provider) == plain)
        #expect(PushPayload.addresses(in: Array("payload=\(encoded)&x=1".utf8), of: provider) == plain)
        #expect(PushPayload.addresses(in: Array("payload=%7".utf8), of: provider) == [])
    }

    @Test(
        "What names no repository gives no address",
        arguments: [
            "", "{", "[]", "null", "{}", #"{"repository":null}"#, #"{"repository":{}}"#,
            #"{"repository":[{"clone_url":"x"}]}"#,
            #"{"repository":{"clone_url":7}}"#, #"{"repository":{"clone_url":""}}"#,
            #"{"repository":{"clone_url":"https://a/b c"}}"#, #"{"repository":{"clone_url":"https://a/\u0000"}}"#,
            #"{"repository":{"clone_url":"https://a/b"},"repository":{"clone_url":"https://a/c"}}"#,
            #"{"repository":{"clone_url":"https://a/b"}} trailing"#, "payload=", "payload=%7B", "\u{FEFF}",
        ])
    func nothing(text: String) {
        for provider in WebhookProvider.allCases {
            #expect(PushPayload.addresses(in: Array(text.utf8), of: provider) == [])
        }
    }

    @Test("An overlong address is none, and many links are cut short")
    func bounds() {
        let long = #"{"repository":{"clone_url":"https://a/\#(String(repeating: "b", count: 2048))"}}"#
        #expect(PushPayload.addresses(in: Array(long.utf8), of: .github) == [])
        let links = (0..<60).map { #"{"href":"https://a/\#($0)"}"# }.joined(separator: ",")
        let many = #"{"repository":{"links":{"clone":[\#(links)]}}}"#
        #expect(PushPayload.addresses(in: Array(many.utf8), of: .bitbucket).count == PushPayload.mostAddresses)
        let deep = String(repeating: #"{"repository":"#, count: 100_000)
        #expect(PushPayload.addresses(in: Array(deep.utf8), of: .github) == [])
    }

    @Test("Damaged bodies are never more than unread", arguments: WebhookProvider.allCases)
    func damaged(provider: WebhookProvider) {
        let body = Array(Payload.push(provider).utf8)
        var random = FixedNumbers(seed: 7)
        for length in 0..<body.count {
            #expect(PushPayload.addresses(in: Array(body.prefix(length)), of: provider) == [])
        }
        for _ in 0..<2000 {
            var changed = body
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let addresses = PushPayload.addresses(in: changed, of: provider)
            #expect(addresses.count <= PushPayload.mostAddresses)
            #expect(
                addresses.allSatisfy { $0.utf8.count <= PushPayload.longestAddress && $0.utf8.allSatisfy { $0 > 0x20 } }
            )
        }
    }
}
