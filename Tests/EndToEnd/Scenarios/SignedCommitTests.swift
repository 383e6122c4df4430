import TestSupport
import Testing

@Suite("Signed commits, from the push to the device")
struct SignedCommitTests {
    private static func demanding(_ key: CommitKey) -> @Sendable (String) -> String {
        { url in
            Manifests.bootstrap(url: url)
                + "  verify:\n    mode: EveryCommit\n    sshAllowedSigners: \(key.allowedSigner)\n"
        }
    }

    @Test("P3: an unsigned push changes nothing and the sync says why; a signed one reaches the device")
    func signatures() async throws {
        try await withTemporaryDirectory { folder in
            let anna = try await CommitKey("anna", in: folder)
            let eve = try await CommitKey("eve", in: folder)
            try await Installation.with([:], bootstrap: Self.demanding(anna)) { installation in
                let repository = installation.repository
                let unsigned = try await repository.commit([
                    "fleets/kiosk.yaml": .text(Manifests.fleet(content: "unsigned"))
                ])
                let first = try await installation.eventuallyRefused(unsigned)
                #expect(first.message.contains("it is not signed"))
                #expect(try await installation.commitInForce() == nil)

                let signed = try await repository.commit(
                    ["fleets/kiosk.yaml": .text(Manifests.fleet(content: "signed"))], signedWith: anna)
                try await installation.eventuallyInForce(signed)
                let device = try await installation.enrolled("kiosk-1")
                try await device.file("/etc/motd", becomes: "signed")
                let verified = try await installation.condition("Verified", becomes: "True")
                #expect(verified.message.hasPrefix("signed by anna@example.com (SHA256:"))

                let forged = try await repository.commit(
                    ["fleets/kiosk.yaml": .delete, "fleets/other.yaml": .text("kind: [")], signedWith: eve)
                let refused = try await installation.eventuallyRefused(forged)
                #expect(refused.message.contains("is not among the trusted keys"))
                #expect(try await installation.commitInForce() == signed)
                #expect(device.file("/etc/motd") == "signed")
                let told = try await installation.users.events(
                    "ResourceSyncSyncFailed", about: "ResourceSync", "fleets")
                #expect(told.contains { $0.contains(forged.prefix(12)) })
            }
        }
    }
}
