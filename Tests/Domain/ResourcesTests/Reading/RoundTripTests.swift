import Nodes
import Resources
import Secrets
import Testing

@Suite("Stored specs read back") struct RoundTripTests {
    /// What was encoded and decoded again is the same value and the same bytes; a valid one has no finding.
    private func expectRoundTrip<Spec: Described>(
        _ spec: Spec, isValid: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bytes = canonicalJSON(of: spec, secrets: .revealed)
        let node = try JSON.parse(bytes)
        let (again, findings) = decode(Spec.self, from: node, policy: .wire)
        #expect(again == spec, sourceLocation: sourceLocation)
        #expect(!isValid || !findings.hasErrors, "\(findings)", sourceLocation: sourceLocation)
        #expect(canonicalJSON(of: again, secrets: .revealed) == bytes, sourceLocation: sourceLocation)
        #expect(node.canonicalJSON() == bytes, "keys are sorted", sourceLocation: sourceLocation)
    }

    @Test("A fleet with everything in it")
    func fleet() throws {
        guard case .fleet(let spec) = try onlyManifest(AcceptanceTests.fullFleet).spec else {
            return #expect(Bool(false))
        }
        try expectRoundTrip(spec)
    }

    @Test("Repositories of every form, secrets included", arguments: Self.repositories)
    func repository(_ text: String) throws {
        let manifest = try onlyManifest(Documents.repository(text))
        guard case .repository(let spec) = manifest.spec else { return #expect(Bool(false)) }
        try expectRoundTrip(spec)
        let (again, _) = decode(RepositorySpec.self, from: try JSON.parse(manifest.revealedSpecJSON()), policy: .wire)
        #expect(again == spec)
    }

    @Test("Values made at random, valid or not", arguments: 0..<50)
    func random(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        try expectRoundTrip(FleetSpec.random(&generator), isValid: false)
    }

    static let repositories = [
        "type: git\nurl: https://git.example.com/a.git",
        "type: git\nurl: https://git.example.com/a.git\nhttpConfig: {username: u, password: p, tls.crt: YWJj, tls.key: YWJj, ca.crt: YWJj, skipServerVerification: true}",
        "type: git\nurl: git@git.example.com:a.git\nsshConfig: {sshPrivateKey: YWJj, privateKeyPassphrase: p, skipServerVerification: false}",
        "type: http\nurl: http://web.example.com\nvalidationSuffix: /health\nhttpConfig: {token: aa.bb.cc}",
        "type: oci\nregistry: quay.io",
        "type: oci\nregistry: \"[2001:db8::1]:5000\"\nscheme: http\naccessMode: ReadWrite\nociAuth: {authType: docker, username: u, password: p}\nca.crt: YWJj\nbaseImages: [{imageName: a, displayName: A, tags: [\"1\", latest]}]",
    ]
}
