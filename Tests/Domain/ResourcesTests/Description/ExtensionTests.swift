import Nodes
import Resources
import Testing

@Suite("Fields of ours") struct ExtensionTests {
    @Test("All of them, found in the descriptions")
    func all() {
        #expect(
            Extension.all.map { "\($0.kind.rawValue) \($0.path)" } == [
                "Repository spec.httpConfig.passwordRef", "Repository spec.httpConfig.tokenRef",
                "Repository spec.httpConfig.tlsKeyRef", "Repository spec.httpConfig.proxy",
                "Repository spec.sshConfig.sshPrivateKeyRef", "Repository spec.sshConfig.privateKeyPassphraseRef",
                "Repository spec.sshConfig.knownHosts", "Repository spec.webhookSecretRef",
                "Repository spec.commitStatus", "ResourceSync spec.deletionPolicy", "ResourceSync spec.prune",
                "ResourceSync spec.protected", "ResourceSync spec.verify", "ResourceSync spec.targets",
                "Fleet spec.rolloutPolicy.maxUnavailable", "Fleet spec.rolloutPolicy.maxSurge",
                "Fleet spec.rolloutPolicy.progressDeadlineSeconds", "Fleet spec.rolloutPolicy.onFailure",
                "Fleet spec.rolloutPolicy.approval", "Fleet spec.rolloutPolicy.maxPerMinute",
                "Fleet spec.rolloutPolicy.offlineDevices", "Fleet spec.layerOrder",
            ])
        #expect(Extension.all.allSatisfy { $0.doc.hasSuffix(".") })
    }

    private static let fleet = Documents.of(
        "Fleet",
        "selector: {matchLabels: {a: b}}\ntemplate: {spec: {}}\nrolloutPolicy:\n  maxUnavailable: 25%\n  progressDeadlineSeconds: 600"
    )

    @Test("They are reported when asked for, at their keys, and only then")
    func upstream() {
        #expect(read(Self.fleet).findings.isEmpty)
        let (manifests, findings) = ManifestReader.read(Array(Self.fleet.utf8), file: "a.yaml", upstream: true)
        #expect(findings.map { "\($0.finding.rule) \($0.start)" } == ["MR1811 9:5", "MR1811 10:5"])
        #expect(findings.allSatisfy { $0.finding.severity == .warning })
        #expect(manifests.count == 1)
        let plain = Documents.of("Fleet", "selector: {matchLabels: {a: b}}\ntemplate: {spec: {}}")
        #expect(ManifestReader.read(Array(plain.utf8), file: "a.yaml", upstream: true).findings.isEmpty)
    }

    @Test("maxSurge alone is no policy, and has no effect beside one")
    func surge() {
        let text = Self.fleet.replacing("progressDeadlineSeconds: 600", with: "maxSurge: 10%")
        #expect(read(text).findings.map(\.finding.rule) == ["MR1812"])
        #expect(read(text).manifests.count == 1)
        let alone = text.replacing("    maxUnavailable: 25%\n", with: "")
        #expect(read(alone).findings.map(\.finding.rule) == ["MR1812", "MR1505"])
    }

    @Test(
        "A share of devices rounds down, but never below one",
        arguments: [
            (.percent(25), 100, 25), (.percent(25), 10, 2), (.percent(25), 3, 1), (.percent(0), 50, 1),
            (.percent(99), 1, 1), (.percent(10), 0, 1), (.percent(33), 101, 33), (.percent(100), 7, 7),
            (.percent(100), .max, .max), (.count(5), 3, 5), (.count(1), 100, 1),
        ] as [(Amount, Int64, Int64)])
    func unavailable(_ amount: Amount, _ total: Int64, _ expected: Int64) {
        #expect(amount.unavailable(of: total) == expected)
    }

    @Test("Shares are within their limits and rise with the number of devices", arguments: 0..<40)
    func monotonous(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let share = Amount.percent(.random(in: 0...100, using: &generator))
        var last: Int64 = 1
        for total in Int64(1)...300 {
            let count = share.unavailable(of: total)
            #expect((last...max(1, total)).contains(count))
            last = count
        }
    }
}
