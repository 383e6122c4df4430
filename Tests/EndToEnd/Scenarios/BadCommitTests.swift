import TestSupport
import Testing

/// A commit that must not be applied.
struct BadCommit: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var files: [String: HostedChange]
    /// What the message says; the first is file, line and column where there is one.
    var says: [String]
}

@Suite("Bad commits")
struct BadCommitTests {
    private static let good = Manifests.fleet(content: "good")

    static let commits = [
        BadCommit(
            testDescription: "broken YAML",
            files: ["fleets/kiosk.yaml": .text("kind: Fleet\nmetadata: {name: [kiosk\nspec: 1\n")],
            says: ["fleets/kiosk.yaml:3:"]),
        BadCommit(
            testDescription: "an unknown field",
            files: ["fleets/kiosk.yaml": .text(good.replacing("  selector:", with: "  colour: red\n  selector:"))],
            says: ["fleets/kiosk.yaml:6:3", "colour"]),
        BadCommit(
            testDescription: "an unknown kind",
            files: ["fleets/other.yaml": .text(good.replacing("kind: Fleet", with: "kind: Fleat"))],
            says: ["fleets/other.yaml:2:", "Fleat"]),
        BadCommit(
            testDescription: "a key written twice",
            files: ["fleets/kiosk.yaml": .text(good.replacing("  template:", with: "  selector: {}\n  template:"))],
            says: ["fleets/kiosk.yaml:9:3", "selector"]),
        BadCommit(
            testDescription: "a file of more than the limit",
            files: ["fleets/big.yaml": .text(good + "# " + String(repeating: "x", count: 9 << 20) + "\n")],
            says: ["fleets/big.yaml"]),
        BadCommit(
            testDescription: "an alias bomb", files: ["fleets/bomb.yaml": .text(bomb)],
            says: ["fleets/bomb.yaml:", "alias"]),
        BadCommit(
            testDescription: "a tree that is too deep",
            files: [
                "fleets/deep.yaml": .text(
                    "a: " + String(repeating: "[", count: 2000) + String(repeating: "]", count: 2000) + "\n")
            ],
            says: ["fleets/deep.yaml:1:"]),
        BadCommit(
            testDescription: "bytes that are no text",
            files: ["fleets/kiosk.yaml": .file([0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x00, 0x0A])],
            says: ["fleets/kiosk.yaml:1:"]),
        BadCommit(
            testDescription: "two manifests with one name in one file",
            files: ["fleets/kiosk.yaml": .text(good + "---\n" + good)],
            says: ["fleets/kiosk.yaml:20:9:", "kiosk", "line 4"]),
        BadCommit(
            testDescription: "two manifests with one name in two new files",
            files: [
                "fleets/a.yaml": .text(Manifests.fleet("twin", content: "a")),
                "fleets/b.yaml": .text(Manifests.fleet("twin", content: "b")),
            ], says: ["fleets/b.yaml:4:9:", "twin", "fleets/a.yaml"]),
        BadCommit(
            testDescription: "a manifest with the name of one in a file that the commit does not touch",
            files: ["fleets/again.yaml": .text(good)],
            says: ["fleets/again.yaml:4", "Fleet/kiosk", "fleets/kiosk.yaml:4"]),
        BadCommit(
            testDescription: "a placeholder that is no template",
            files: ["fleets/kiosk.yaml": .text(Manifests.fleet(content: "{{ .metadata.labels.site "))],
            says: ["fleets/kiosk.yaml:15:25:"]),
    ]

    /// Nine levels of nine aliases each.
    private static let bomb: String = {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        return text
    }()

    @Test(
        "P3: a bad commit is refused with file, line and column, the last good one stays in force, and the next good one is applied"
    )
    func badCommits() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Self.good)]) { installation in
            let device = try await installation.enrolled("kiosk-1")
            try await device.file("/etc/motd", becomes: "good")
            var content = "good"
            for (number, bad) in Self.commits.enumerated() {
                let before = try #require(try await installation.commitInForce())
                let oid = try await installation.repository.commit(bad.files, message: bad.testDescription)
                let condition = try await installation.eventuallyRefused(oid)
                let parsed = try await installation.users.condition("ResourceParsed", of: "resourcesyncs/fleets")
                try await expectTold(bad, condition, parsed, installation)
                #expect(try await installation.commitInForce() == before, "\(bad.testDescription)")
                #expect(device.file("/etc/motd") == content, "\(bad.testDescription)")

                content = "good again \(number)"
                try await recover(bad, content, installation, device)
            }
        }
    }

    /// Everything that was found is in a condition and in a warning.
    private func expectTold(
        _ bad: BadCommit, _ synced: Condition, _ parsed: Condition?, _ installation: Installation
    ) async throws {
        let told = synced.message + (parsed?.status == "False" ? parsed?.message ?? "" : "")
        let events =
            try await installation.users.events("ResourceSyncParsingFailed", about: "ResourceSync", "fleets")
            + installation.users.events("ResourceSyncSyncFailed", about: "ResourceSync", "fleets")
        for word in bad.says {
            #expect(told.contains(word), "\(bad.testDescription): \(told)")
            #expect(events.contains { $0.contains(word) }, "\(bad.testDescription): \(events)")
        }
    }

    private func recover(_ bad: BadCommit, _ content: String, _ installation: Installation, _ device: DeviceProcess)
        async throws
    {
        var files = bad.files.mapValues { _ in HostedChange.delete }
        files["fleets/kiosk.yaml"] = .text(Manifests.fleet(content: content))
        let oid = try await installation.repository.commit(files, message: "put right")
        try await installation.eventuallyInForce(oid)
        try await device.file("/etc/motd", becomes: content)
        for type in ["Accessible", "ResourceParsed", "Synced"] {
            #expect(
                try await installation.users.condition(type, of: "resourcesyncs/fleets")?.status == "True",
                "\(bad.testDescription)")
        }
    }

    @Test(
        "P3: what another sync declares is not taken from it: the commit is refused and says who owns the name, and where"
    )
    func otherSync() async throws {
        let declarations =
            Manifests.fleet(content: "mine") + "---\n"
            + Manifests.sync("second", of: "fleet-repository", path: "/second")
        let files = [
            "fleets/kiosk.yaml": HostedChange.text(declarations),
            "second/a.yaml": .text(Manifests.fleet("tills", content: "till")),
        ]
        try await Installation.with(files) { installation in
            let device = try await installation.enrolled("kiosk-1")
            try await device.file("/etc/motd", becomes: "mine")
            _ = try await installation.condition("Synced", becomes: "True", of: "second")

            let oid = try await installation.repository.commit([
                "second/b.yaml": .text(Manifests.fleet(content: "not yours"))
            ])
            let condition = try await installation.eventuallyRefused(oid, of: "second")
            for word in ["second/b.yaml:4", "Fleet/kiosk", "ResourceSync/fleets", "fleets/kiosk.yaml:4"] {
                #expect(condition.message.contains(word), "\(condition.message)")
            }
            let warnings = try await installation.users.events(
                "ResourceSyncSyncFailed", about: "ResourceSync", "second")
            #expect(warnings.contains { $0.contains("second/b.yaml:4") })
            #expect(device.file("/etc/motd") == "mine")

            let good = try await installation.repository.commit(["second/b.yaml": .delete])
            try await installation.eventuallyInForce(good, of: "second")
            _ = try await installation.condition("Synced", becomes: "True", of: "second")
        }
    }
}
