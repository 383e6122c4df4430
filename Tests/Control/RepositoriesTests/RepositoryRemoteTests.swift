import FoundationEssentials
import Git
import Repositories
import Secrets
import Testing

@testable import Store

@Suite("A Repository as git needs it")
struct RepositoryRemoteTests {
    private static let organization = "00000000-0000-0000-0000-00000000000a"

    /// The remote of a spec, with these variables in the server's environment.
    private static func remote(
        _ spec: String, organization: String = Organizations.defaultUID, _ variables: [String: String] = [:]
    ) throws -> GitRemote {
        let key = try #require(StateKey(Secret([UInt8](repeating: 7, count: 32))))
        let record = RepositoryRecord(id: 1, name: "fleets", spec: Array(spec.utf8), sealed: nil)
        let secrets = RepositorySecrets(sealer: Sealer(key), source: SecretSource { variables[$0] })
        return try RepositoryRemote.remote(record, organization: organization, secrets: secrets)
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    @Test("Every field over HTTP arrives, keys and certificates decoded")
    func http() throws {
        let remote = try Self.remote(
            """
            {"type":"git","url":"https://git.example.com/a.git","httpConfig":{"username":"ada","password":"word",
            "tls.crt":"\(Self.base64("crt"))","tls.key":"\(Self.base64("key"))","ca.crt":"\(Self.base64("ca"))",
            "skipServerVerification":true,"proxy":"http://proxy.example.com:3128"}}
            """)
        var expected = GitRemote(
            organization: Organizations.defaultUID, url: "https://git.example.com/a.git",
            credential: .password(username: "ada", password: "word"), caCertificates: Array("ca".utf8),
            skipServerVerification: true)
        expected.clientCertificate = Array("crt".utf8)
        expected.clientKey = Secret(text: "key")
        expected.proxy = "http://proxy.example.com:3128"
        #expect(remote == expected)
    }

    @Test("Every field over SSH arrives")
    func ssh() throws {
        let remote = try Self.remote(
            """
            {"type":"git","url":"git@git.example.com:a.git","sshConfig":{"sshPrivateKey":"\(Self.base64("key"))",
            "privateKeyPassphrase":"phrase","knownHosts":"h k"}}
            """)
        #expect(remote.credential == .key(Secret(text: "key"), passphrase: Secret(text: "phrase")))
        #expect(remote.knownHosts == "h k")
        #expect(!remote.skipServerVerification)
    }

    @Test("References are followed, each to its field")
    func references() throws {
        let variables = ["MARTLET_SECRET_A": "one", "MARTLET_SECRET_B": "two"]
        let ssh = try Self.remote(
            """
            {"type":"git","url":"git@h:a","sshConfig":{"sshPrivateKeyRef":{"env":"MARTLET_SECRET_A"},
            "privateKeyPassphraseRef":{"env":"MARTLET_SECRET_B"}}}
            """, variables)
        #expect(ssh.credential == .key(Secret(text: "one"), passphrase: Secret(text: "two")))
        let token = try Self.remote(
            #"{"type":"git","url":"https://h/a","httpConfig":{"tokenRef":{"env":"MARTLET_SECRET_A"}}}"#, variables)
        #expect(token.credential == .token("one"))
        let password = try Self.remote(
            """
            {"type":"git","url":"https://h/a","httpConfig":{"username":"u","passwordRef":{"env":"MARTLET_SECRET_A"},
            "tls.crt":"\(Self.base64("crt"))","tlsKeyRef":{"env":"MARTLET_SECRET_B"}}}
            """, variables)
        #expect(password.credential == .password(username: "u", password: "one"))
        #expect(password.clientKey == Secret(text: "two"))
    }

    @Test(
        "What cannot be used says which field of which Repository, what to do, and never the value (P9)",
        arguments: [
            (#"{"tokenRef":{"env":"MARTLET_SECRET_MISSING"}}"#, "httpConfig.tokenRef"),
            (#"{"tokenRef":{"file":"git/token"}}"#, "httpConfig.tokenRef"),
            (#"{"username":"u","passwordRef":{"env":"MARTLET_SECRET_MISSING"}}"#, "httpConfig.passwordRef"),
        ])
    func refused(_ config: String, _ field: String) throws {
        let error = #expect(throws: RepositoryUnusable.self) {
            try Self.remote(#"{"type":"git","url":"https://h/a","httpConfig":\#(config)}"#)
        }
        let text = error?.description ?? ""
        #expect(text.hasPrefix("Repository/fleets: \(field) "))
        #expect(!text.contains("canary"))
    }

    @Test("A variable of the server is not for another organization (P9)")
    func otherOrganization() {
        #expect(throws: RepositoryUnusable.self) {
            try Self.remote(
                #"{"type":"git","url":"https://h/a","httpConfig":{"tokenRef":{"env":"MARTLET_SECRET_A"}}}"#,
                organization: Self.organization, ["MARTLET_SECRET_A": "canary"])
        }
    }

    @Test("A Repository of another type is none to read git from")
    func otherType() {
        #expect(throws: RepositoryUnusable.self) { try Self.remote(#"{"type":"http","url":"https://h/a"}"#) }
    }
}
