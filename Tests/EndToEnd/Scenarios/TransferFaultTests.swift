import FoundationEssentials
import TestSupport
import Testing

@Suite("Transfers that fail")
struct TransferFaultTests {
    /// A way in which the transfer of a commit goes wrong.
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var behaviour: GitHostBehaviour
    }

    static let faults = [
        Fault(
            testDescription: "the connection is reset in the middle of a pack",
            behaviour: .cutPack(after: 300, reset: true)),
        Fault(testDescription: "the pack ends too early", behaviour: .cutPack(after: 300, reset: false)),
        Fault(testDescription: "nothing follows the first byte", behaviour: .cutPack(after: 1, reset: true)),
        Fault(testDescription: "a bit of the pack is flipped", behaviour: .flipBit(at: 2000)),
        Fault(testDescription: "the rate of requests is limited", behaviour: .status(429)),
        Fault(testDescription: "the credential may not read", behaviour: .status(403)),
        Fault(testDescription: "the server is overloaded", behaviour: .status(503)),
        Fault(testDescription: "it leads to another host", behaviour: .redirect("http://localhost:1")),
    ]

    private static func fleet(_ content: String) -> HostedChange { .text(Manifests.fleet(content: content)) }

    @Test("P3, P7: a transfer that fails is told of, changes nothing, leaves nothing open, and is made good by itself")
    func faults() async throws {
        try await Installation.with([
            "fleets/kiosk.yaml": Self.fleet("good"), "fleets/tills.yaml": .text(Manifests.fleet("tills", content: "x")),
        ]) { installation in
            try await installation.eventuallyInForce(installation.repository.git("rev-parse", "main"))
            let process = try #require(await installation.server.process)
            // While one that was started ahead is replaced, its pipes may not count.
            let descriptors = ProcessTable.descriptors(of: process) + 6
            for (number, fault) in Self.faults.enumerated() {
                let before = try await installation.commitInForce()
                installation.host.behave(fault.behaviour)
                // The deltas of a pack are small: bytes that do not compress make it long enough to be cut.
                let noise = Data((0..<4096).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
                let oid = try await installation.repository.commit([
                    "fleets/kiosk.yaml": Self.fleet("good \(number)"), "noise": .text(noise),
                ])
                let condition = try await installation.condition("Accessible", becomes: "False")
                #expect(!condition.message.isEmpty, "\(fault)")
                #expect(try await installation.commitInForce() == before, "\(fault)")
                #expect(try await installation.users.items("fleets").count == 2, "\(fault)")

                installation.host.behave(.serve)
                try await installation.eventuallyInForce(oid)
                _ = try await installation.condition("Accessible", becomes: "True")
            }
            // A sync at work has a worker and its pipes; between two of them there are only those that were started ahead.
            try await eventually("the server to have no more descriptors than \(descriptors), and two git workers") {
                ProcessTable.descriptors(of: process) <= descriptors
                    && ProcessTable.children(of: process).count { !ProcessTable.isPostgres($0) } <= 2
            }
        }
    }

    @Test("A mirror that is damaged on disk heals by itself; one that is removed is made again")
    func damage() async throws {
        try await Installation.with(["fleets/kiosk.yaml": Self.fleet("good")]) { installation in
            try await installation.eventuallyInForce(installation.repository.git("rev-parse", "main"))
            let mirrors = "\(installation.server.state)/git"
            for (number, damage) in [Self.overwritePacks, Self.removeFiles].enumerated() {
                try damage(mirrors)
                let oid = try await installation.repository.commit(["fleets/kiosk.yaml": Self.fleet("mended \(number)")]
                )
                try await installation.eventuallyInForce(oid)
                _ = try await installation.condition("Accessible", becomes: "True")
            }
        }
    }

    private static let overwritePacks: @Sendable (String) throws -> Void = { folder in
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".pack") || $0.hasSuffix(".idx")
        }
        #expect(!files.isEmpty)
        for file in files {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/\(file)")
            try Data(repeating: 0x5A, count: 3000).write(to: URL(filePath: "\(folder)/\(file)"))
        }
    }

    private static let removeFiles: @Sendable (String) throws -> Void = { folder in
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    @Test("A branch that is rewritten, emptied or renamed takes nothing away; the next good commit is applied")
    func histories() async throws {
        try await Installation.with([
            "fleets/kiosk.yaml": Self.fleet("good"), "fleets/tills.yaml": .text(Manifests.fleet("tills", content: "x")),
        ]) { installation in
            let repository = installation.repository
            let first = try await repository.git("rev-parse", "main")
            try await installation.eventuallyInForce(first)

            let second = try await repository.commit(["fleets/kiosk.yaml": Self.fleet("second")])
            try await installation.eventuallyInForce(second)
            try await repository.git("update-ref", "refs/heads/main", first)
            try await installation.eventuallyInForce(first)
            #expect(try await installation.users.items("fleets").count == 2)

            try await repository.git("update-ref", "-d", "refs/heads/main")
            let condition = try await installation.condition("Accessible", becomes: "False")
            #expect(condition.message.contains("main") || condition.message.contains("empty"), "\(condition.message)")
            #expect(try await installation.users.items("fleets").count == 2)
            try await repository.git("update-ref", "refs/heads/main", second)
            try await installation.eventuallyInForce(second)
            _ = try await installation.condition("Accessible", becomes: "True")
        }
    }
}
