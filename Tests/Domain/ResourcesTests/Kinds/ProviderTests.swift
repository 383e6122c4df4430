import Nodes
import Resources
import Secrets
import Testing

@Suite("Providers of identity and catalogs") struct ProviderTests {
    private static let oidc =
        #"{"providerType":"oidc","issuer":"https://id.example.com","clientId":"a","clientSecret":"gesperrt","organizationAssignment":{"type":"perUser"},"roleAssignment":{"type":"dynamic","claimPath":["groups"]}}"#

    private func decode<Spec: Described>(_: Spec.Type, _ json: String) throws -> (value: Spec, rules: [String]) {
        let (value, findings) = Resources.decode(Spec.self, from: try JSON.parse(Array(json.utf8)), policy: .wire)
        return (value, findings.map { "\($0.rule) \($0.path)" })
    }

    @Test("Defaults are written out and the secret is masked")
    func defaults() throws {
        let (spec, rules) = try decode(AuthProviderSpec.self, Self.oidc)
        #expect(rules == ["MR1912 organizationAssignment"])
        #expect(
            String(decoding: canonicalJSON(of: spec), as: UTF8.self)
                == #"{"clientId":"a","clientSecret":"*****","enabled":true,"issuer":"https://id.example.com","organizationAssignment":{"organizationNamePrefix":"user-org-","organizationNameSuffix":"","type":"perUser"},"providerType":"oidc","roleAssignment":{"claimPath":["groups"],"separator":":","type":"dynamic"}}"#
        )
        var dumped = ""
        dump(spec, to: &dumped)
        #expect(!("\(spec)" + dumped).contains("gesperrt"))
        let (again, _) = try decode(
            AuthProviderSpec.self, String(decoding: canonicalJSON(of: spec, secrets: .revealed), as: UTF8.self))
        #expect(again == spec)
    }

    static let broken: [(String, [String])] = [
        (#"{"providerType":"ldap"}"#, ["MR1104 providerType"]),
        (#"{"providerType":"openshift","issuer":"id.example.com"}"#, ["MR1220 issuer"]),
        (#"{"providerType":"openshift","issuer":"ftp://id.example.com"}"#, ["MR1220 issuer"]),
        (#"{"providerType":"openshift","issuer":"https:///path"}"#, ["MR1220 issuer"]),
        (#"{"providerType":"openshift","clientSecret":1}"#, ["MR1103 clientSecret"]),
        (#"{"providerType":"k8s","apiUrl":"https://a:6443"}"#, ["MR1910 providerType"]),
        (#"{"providerType":"k8s"}"#, ["MR1102 providerType"]),
        (#"{"providerType":"k8s","apiUrl":"https://a:6443","rbacNs":"A"}"#, ["MR1204 rbacNs", "MR1910 providerType"]),
        (
            #"{"providerType":"aap","apiUrl":"https://a","authorizationUrl":"https://a","tokenUrl":"https://a","clientId":"a","clientSecret":"b"}"#,
            ["MR1102 providerType"]
        ),
    ]

    @Test("Providers that cannot be used", arguments: broken)
    func refusals(_ json: String, _ rules: [String]) throws {
        #expect(try decode(AuthProviderSpec.self, json).rules == rules)
    }

    @Test(
        "Assignments and ways of checking tokens that cannot be used",
        arguments: [
            (#"{"type":"static"}"#, ["MR1102 type"]), (#"{"type":"dynamic","claimPath":[]}"#, ["MR1108 claimPath"]),
            (#"{"type":"peruser"}"#, ["MR1104 type"]),
        ])
    func assignments(_ json: String, _ rules: [String]) throws {
        #expect(try decode(OrganizationAssignment.self, json).rules == rules)
    }

    @Test("GitHub's address is the default of its introspection")
    func introspection() throws {
        #expect(try decode(TokenIntrospection.self, #"{"type":"github"}"#).value.url == "https://api.github.com")
        #expect(try decode(TokenIntrospection.self, #"{"type":"rfc7662"}"#).rules == ["MR1102 type"])
        #expect(try decode(TokenIntrospection.self, #"{"type":"jwt","jwksUrl":"x"}"#).rules == ["MR1220 jwksUrl"])
    }

    @Test("Roles are a set with something in it")
    func roles() throws {
        #expect(try decode(RoleAssignment.self, #"{"type":"static","roles":[]}"#).rules == ["MR1108 roles"])
        #expect(try decode(RoleAssignment.self, #"{"type":"static","roles":["a","a"]}"#).rules == ["MR1109 roles[1]"])
    }

    @Test("An item with everything in it reads back")
    func item() throws {
        let json =
            #"{"artifacts":[{"name":"image","type":"container","uri":"quay.io/a/b"},{"type":"qcow2","uri":"https://a/b"}],"category":"system","defaults":{"config":{"a":1},"configSchema":{"type":"object"},"readme":"x"},"deprecation":{"message":"old"},"displayName":"A","documentationUrl":"https://a/d","homepage":"https://a","icon":"data:image/png;base64,AA","provider":"A","shortDescription":"b","support":"c","type":"os","versions":[{"channels":["stable"],"config":{},"deprecation":{"message":"m","replacement":"2.0.0"},"readme":"y","references":{"image":"1.0.0","qcow2":"sha256:0123456789abcdef0123456789abcdef"},"replaces":"0.9.0","skipRange":">=0.1.0 <0.9.0","skips":["0.9.1"],"version":"1.0.0"}]}"#
        let (spec, rules) = try decode(CatalogItemSpec.self, json)
        #expect(rules == [])
        #expect(String(decoding: canonicalJSON(of: spec), as: UTF8.self) == json)
        #expect(spec.artifacts.map(\.key) == ["image", "qcow2"])
    }
}
