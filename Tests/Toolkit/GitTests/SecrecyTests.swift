import Git
import Secrets
import Testing

@Suite("Credentials do not print (P9)")
struct SecrecyTests {
    @Test(
        "Neither description nor reflection of a credential, or of what holds one, shows it",
        arguments: [
            GitCredential.password(username: "canary-user", password: "canary-word"), .token("canary-token"),
            .key(Secret(text: "canary-key"), passphrase: Secret(text: "canary-phrase")),
        ])
    func nothingPrints(_ credential: GitCredential) {
        var remote = GitRemote(organization: "acme", url: "https://example.com/a.git", credential: credential)
        remote.clientKey = Secret(text: "canary-client-key")
        var dumped = ""
        dump(remote, to: &dumped)
        dump(credential, to: &dumped)
        let texts = [
            "\(credential)", String(reflecting: credential), "\(remote)", String(reflecting: remote), "\([remote])",
            dumped,
        ]
        for text in texts { #expect(!text.contains("canary")) }
    }

    @Test("An address with a password in it is not shown either")
    func invalidAddress() {
        let remote = GitRemote(organization: "acme", url: "https://user:canary@example.com/a.git")
        #expect(!"\(remote)".contains("canary"))
    }

    @Test(
        "A basic authentication header is recognised",
        arguments: [
            ("a", "b", "YTpi"), ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), ("ab", "cd", "YWI6Y2Q="),
        ])
    func headerForm(_ username: String, _ password: String, _ expected: String) {
        #expect(GitCredential.password(username: username, password: password).secretForms == [password, expected])
    }
}
