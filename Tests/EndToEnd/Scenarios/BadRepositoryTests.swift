import TestSupport
import Testing

@Suite("Repositories that fail")
struct BadRepositoryTests {
    /// A way to break a repository, and to mend it.
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var says: String
        var breaks: @Sendable (Installation) async throws -> Void
        var mends: @Sendable (Installation) async throws -> Void
    }

    static let faults = [
        Fault(testDescription: "the repository is gone", says: "404") {
            $0.host.behave(.status(404))
        } mends: {
            $0.host.behave(.serve)
        },
        Fault(testDescription: "the git server fails", says: "500") {
            $0.host.behave(.status(500))
        } mends: {
            $0.host.behave(.serve)
        },
        Fault(testDescription: "the git server asks for a password", says: "credential") {
            $0.host.requireBasic(username: "someone", password: "unknown")
        } mends: {
            $0.host.require(authorization: nil)
        },
        Fault(testDescription: "the branch is missing", says: "main") {
            try await $0.repository.git("branch", "-m", "main", "elsewhere")
        } mends: {
            try await $0.repository.git("branch", "-m", "elsewhere", "main")
        },
        Fault(testDescription: "the path is missing", says: "/fleets") {
            try await $0.repository.commit(["fleets/kiosk.yaml": .delete, "README": .text("empty")])
        } mends: {
            try await $0.repository.commit(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "good"))])
        },
    ]

    @Test(
        "P3: a repository that fails is told of, devices keep what they have, and the next commit after it works is applied"
    )
    func faults() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "good"))]) { installation in
            let device = try await installation.enrolled("kiosk-1")
            var content = "good"
            try await device.file("/etc/motd", becomes: content)
            for (number, fault) in Self.faults.enumerated() {
                let before = try await installation.commitInForce()
                try await fault.breaks(installation)
                let condition = try await installation.condition("Accessible", becomes: "False")
                #expect(condition.message.lowercased().contains(fault.says), "\(fault): \(condition.message)")
                let warnings = try await installation.users.events(
                    "ResourceSyncInaccessible", about: "ResourceSync", "fleets")
                #expect(warnings.first == condition.message, "\(fault)")
                #expect(try await installation.commitInForce() == before, "\(fault)")
                #expect(device.file("/etc/motd") == content, "\(fault)")

                try await fault.mends(installation)
                content = "good again \(number)"
                try await installation.repository.commit(["fleets/kiosk.yaml": .text(Manifests.fleet(content: content))]
                )
                try await device.file("/etc/motd", becomes: content)
                _ = try await installation.condition("Accessible", becomes: "True")
                _ = try await installation.condition("Synced", becomes: "True")
            }
        }
    }

    @Test("A git server that never answers holds up neither the devices nor other syncs")
    func silence() async throws {
        try await GitHost.with { silent in
            let address = try await silent.repository("silent").url
            silent.behave(.silence)
            let declarations =
                Manifests.repository("silent", url: address) + "---\n" + Manifests.sync("silent", of: "silent")
            let files = [
                "fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one")),
                "fleets/silent.yaml": .text(declarations),
            ]
            try await Installation.with(files) { installation in
                let device = try await installation.enrolled("kiosk-1")
                try await device.file("/etc/motd", becomes: "one")
                await silent.arrival(ofRequests: 1)
                try await installation.repository.commit(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "two"))])
                try await device.file("/etc/motd", becomes: "two")
            }
        }
    }
}
