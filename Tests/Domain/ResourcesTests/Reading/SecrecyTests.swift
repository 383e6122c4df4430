import Nodes
import Resources
import Secrets
import Testing

@Suite("Secrets stay hidden (P9)") struct SecrecyTests {
    static let secrets = [
        "httpConfig: {username: u, password: %, tls.crt: YWJj, tls.key: YWJj}", "httpConfig: {token: %}",
        "httpConfig: {tls.crt: %, tls.key: YWJj}", "httpConfig: {tls.crt: YWJj, tls.key: %}",
        "sshConfig: {sshPrivateKey: %}",
        "sshConfig: {sshPrivateKey: YWJj, privateKeyPassphrase: %}",
    ]

    @Test("Answers, prints and dumps of a spec show ***** for every secret", arguments: secrets)
    func masked(_ form: String) throws {
        // Base64, a token and a password at once.
        let secret = "c2Vj.cmV0.MTIz"
        let text = form.contains("token") || form.contains("pass") ? secret : "c2VjcmV0MTIz"
        let manifest = try onlyManifest(
            Documents.repository("type: git\nurl: \(address(form))\n" + form.replacing("%", with: text)))
        var dumped = ""
        dump(manifest.spec, to: &dumped)
        let shown =
            "\(manifest.spec)" + String(reflecting: manifest.spec) + dumped
            + String(decoding: manifest.specJSON, as: UTF8.self)
        #expect(!shown.contains(text))
        #expect(String(decoding: manifest.specJSON, as: UTF8.self).contains(Secret.mask))
        #expect(String(decoding: manifest.revealedSpecJSON(), as: UTF8.self).contains(text))
    }

    private func address(_ form: String) -> String { form.hasPrefix("ssh") ? "ssh://a/b" : "https://a/b" }

    @Test("A finding about a secret does not show it", arguments: secrets)
    func findings(_ form: String) {
        let wrong = "gesperrt!" + String(repeating: "x", count: 2000)
        let (_, findings) = read(
            Documents.repository("type: git\nurl: https://a/b\n" + form.replacing("%", with: "\"\(wrong)\"")))
        #expect(!findings.isEmpty)
        #expect(!findings.contains { $0.description.contains("gesperrt") })
    }

    @Test("A finding about an address with a credential does not show it")
    func address() {
        let (_, findings) = read(Documents.repository("type: git\nurl: https://me:gesperrt@a/b"))
        #expect(findings.map(\.finding.rule) == ["MR1602"])
        #expect(!findings.contains { $0.description.contains("gesperrt") })
    }

    @Test("Nor does one about an address that is no address")
    func brokenAddress() {
        let (_, findings) = read(Documents.repository("type: git\nurl: https://me:gesperrt@a/b c"))
        #expect(Set(findings.map(\.finding.rule)) == ["MR1220", "MR1602"])
        #expect(!findings.contains { $0.description.contains("gesperrt") })
    }

    @Test("The password of a registry is masked")
    func registry() throws {
        let manifest = try onlyManifest(
            Documents.repository(
                "type: oci\nregistry: quay.io\nociAuth: {authType: docker, username: u, password: gesperrt}"))
        #expect(
            String(decoding: manifest.specJSON, as: UTF8.self)
                == #"{"accessMode":"Read","ociAuth":{"authType":"docker","password":"*****","username":"u"},"registry":"quay.io","scheme":"https","type":"oci"}"#
        )
    }
}
