import PKI
import Secrets
import Testing

@testable import DeviceSimulation

/// Devices against the real agent API over mutual TLS.
@Suite struct LifeTests {
    private func identities(_ count: Int) throws -> [SimulatedIdentity] {
        try (0..<count).map { _ in try SimulatedIdentity() }
    }

    private func group(_ count: Int) -> DeviceGroup {
        var group = DeviceGroup(name: "g", count: count)
        group.applying = .init(.zero)
        group.labels = ["site": ["a", "b"]]
        return group
    }

    @Test func devicesEnrolUpdateAndReport() async throws {
        try await Site.with { site in
            let result = try await site.run(site.scenario([group(6)]), identities(6)) { tally in
                try await eventually { tally[.enrolled] == 6 }
                try await site.render()
                try await eventually { tally[.updated] == 6 && tally[.reports] == 12 }
                try await site.render()
                try await eventually { tally[.reports] == 24 && tally[.waiting] == 6 }
            }
            #expect(result.isSound)
            #expect(result.numbers.versions == [2: 6])
            #expect(result.numbers.counts[.approved] == 6)
            #expect(result.numbers.times[.handshake]?.count == 6)
            #expect(try await site.value("select count(*)::text from device where labels->>'site' = 'b'") == "3")
            let reported = "select count(*)::text from device_status where reported_version = 2"
            #expect(try await site.value(reported) == "6")
        }
    }

    @Test func updatesFailByLabel() async throws {
        try await Site.with { site in
            var group = group(4)
            group.failures = [.init(labels: ["site": "b"], share: 1, message: "no room")]
            let result = try await site.run(site.scenario([group]), identities(4)) { tally in
                try await eventually { tally[.enrolled] == 4 }
                try await site.render()
                try await eventually { tally[.reports] == 8 }
            }
            #expect(result.numbers.counts[.failed] == 2)
            #expect(result.numbers.versions == [1: 2])
            let message = "Failed to update to renderedVersion: 1: no room"
            let told = "select count(*)::text from device_status where position('\(message)'::bytea in doc) > 0"
            #expect(try await site.value(told) == "2")
        }
    }

    @Test func devicesThatAreAwayComeBackAndCatchUp() async throws {
        try await Site.with { site in
            var group = group(3)
            group.absences = [.init(share: 1, connected: .init(.milliseconds(400)), away: .init(.milliseconds(10)))]
            let result = try await site.run(site.scenario([group]), identities(3)) { tally in
                try await eventually { tally[.spells] >= 9 }
                try await site.render()
                try await eventually { tally[.updated] >= 3 }
            }
            #expect(result.isSound)
            #expect(result.numbers.versions == [1: 3], "\(result.numbers)")
            #expect((result.numbers.counts[.connections] ?? 0) >= 9)
        }
    }

    @Test func copiesSlowLinesAndDuplicatesAreServed() async throws {
        try await Site.with { site in
            var group = group(2)
            (group.clones, group.duplicates) = (1, 1)
            group.links = [.init(share: 1, latency: .init(.milliseconds(1)), bytesPerSecond: 500_000)]
            group.clockSkew = .seconds(86_400)
            let result = try await site.run(site.scenario([group]), identities(2)) { tally in
                try await eventually { tally[.enrolled] == 2 }
                try await site.render()
                try await eventually { tally[.updated] == 4 && tally[.duplicates] >= 8 }
            }
            #expect(result.isSound)
            #expect(try await site.value("select count(*)::text from device") == "2")
        }
    }

    @Test func copiesAreNoDevicesOfTheirOwn() async throws {
        try await Site.with { site in
            var group = group(2)
            group.clones = 1
            let identities = try identities(2)
            for _ in 1...2 {
                let result = try await site.run(site.scenario([group]), identities) { tally in
                    try await eventually { tally[.connections] >= 4 && tally[.waiting] == 4 }
                }
                #expect(result.numbers.states[.identified] == 2)
            }
        }
    }

    @Test func certificatesAloneAreNoConnection() async throws {
        try await Site.with { site in
            let identities = try identities(2)
            for identity in identities { identity.accept("no certificate") }
            let result = try await site.run(site.scenario([group(2)]), identities) { tally in
                try await eventually { tally[.lostConnections] >= 2 }
            }
            #expect(result.numbers.states[.identified] == 2)
            #expect(!result.isSound)
            #expect(result.complaint?.contains("no device was connected") == true, "\(result.complaint ?? "")")
        }
    }

    @Test func aDeviceThatWasDeletedEnrolsAnew() async throws {
        try await Site.with { site in
            let identity = try SimulatedIdentity()
            _ = try await site.run(site.scenario([group(1)]), [identity]) { tally in
                try await eventually { tally[.enrolled] == 1 }
            }
            let first = identity.certificatePEM
            identity.forget()
            _ = try await site.run(site.scenario([group(1)]), [identity]) { tally in
                // It asked before: the answer is 409, and its certificate waits.
                try await eventually { tally[.enrolled] == 1 || tally[.unexpectedAnswers] > 0 }
            }
            #expect(first != nil)
        }
    }

    @Test func identitiesOutlastARun() async throws {
        try await Site.with { site in
            let file = IdentityFile(path: "\(site.folder)/devices.json")
            let made = try file.load(["g/0", "g/1"])
            made[0].accept("PEM")
            made[1].runs(5)
            try file.save(made, ["g/0", "g/1"])
            let again = try file.load(["g/1", "g/0", "g/2"])
            #expect(again.prefix(2).map(\.name) == [made[1].name, made[0].name])
            #expect(again.map(\.certificatePEM) == [nil, "PEM", nil])
            #expect(again.map(\.version) == [5, 0, 0])
        }
    }

    @Test(arguments: ["", "enrollment-service: {}", "enrollment-service: {service: {server: nowhere}}", "a: ["])
    func aConfigurationThatNamesNoServerIsRefused(text: String) async throws {
        try await Site.with { site in
            var scenario = site.scenario([group(1)])
            let path = "\(site.folder)/bad.yaml"
            try write(text, path)
            scenario.agentConfiguration = path
            #expect(throws: SimulationError.self) { try ServerAccess(scenario) }
            scenario.agentConfiguration = nil
            #expect(throws: SimulationError.self) { try ServerAccess(scenario) }
        }
    }
}

private func write(_ text: String, _ path: String) throws {
    try AtomicFile.write(Array(text.utf8), to: path, mode: 0o600)
}
