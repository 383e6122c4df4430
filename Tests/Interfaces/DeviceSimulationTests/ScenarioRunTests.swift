import Console
import Secrets
import Synchronization
import TestSupport
import Testing

@testable import DeviceSimulation

/// A run of a scenario file, and the identities that outlast it.
@Suite struct ScenarioRunTests {
    /// Runs a scenario of two devices for a moment.
    /// - Parameters:
    ///   - identities: the file's path below the site's folder.
    ///   - meanwhile: what happens once the run has begun.
    private func run(
        _ site: Site, identities: String, meanwhile: @escaping @Sendable () -> Void = {}
    ) async throws -> ScenarioOutcome {
        let scenario = """
            duration: 50ms
            agentConfig: \(site.folder)/config.yaml
            identities: \(site.folder)/\(identities)
            devices: [{name: g, count: 2}]
            """
        let path = "\(site.folder)/scenario.yaml"
        try AtomicFile.write(Array(scenario.utf8), to: path, mode: 0o600)
        let terminal = Terminal(isInteractive: false, output: { _ in }, note: { _ in meanwhile() })
        return try await ScenarioRun(file: path, terminal: terminal).run()
    }

    @Test func identitiesAreKept() async throws {
        try await Site.with { site in
            #expect(try await run(site, identities: "devices.json").unkept == nil)
            let kept = try #require(try AtomicFile.readSecret("\(site.folder)/devices.json"))
            #expect(try await run(site, identities: "devices.json").unkept == nil)
            #expect(try AtomicFile.readSecret("\(site.folder)/devices.json") == kept)
        }
    }

    @Test(arguments: ["missing/devices.json", "token/devices.json", "folder", "open.json", "text.json", "key.json"])
    func whatCannotBeReadOrKeptIsKnownBeforeTheRun(identities: String) async throws {
        try await Site.with { site in
            try AtomicFile.createDirectory("\(site.folder)/folder")
            try AtomicFile.write(Array("{}".utf8), to: "\(site.folder)/open.json", mode: 0o644)
            try AtomicFile.write(Array("[".utf8), to: "\(site.folder)/text.json", mode: 0o600)
            let key = #"{"devices":[{"place":"g/0","key":"none"}]}"#
            try AtomicFile.write(Array(key.utf8), to: "\(site.folder)/key.json", mode: 0o600)
            let begun = Mutex(false)
            await #expect(throws: SimulationError.self) {
                try await run(site, identities: identities) { begun.withLock { $0 = true } }
            }
            #expect(!begun.withLock { $0 })
        }
    }

    @Test func aRunWhoseIdentitiesAreLostHasItsResult() async throws {
        try await Site.with { site in
            try AtomicFile.createDirectory("\(site.folder)/state")
            let outcome = try await run(site, identities: "state/devices.json") {
                TestFolder.remove("\(site.folder)/state")
            }
            #expect(outcome.result.devices == 2)
            #expect(outcome.unkept?.message.contains("devices.json") == true)
        }
    }
}
