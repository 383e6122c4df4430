import Glibc
import Nodes
import TestSupport
import Testing

@Suite("Rollouts, from commit to device")
struct RolloutTests {
    /// One device first, chosen by its label; then all.
    private static func policy(_ more: String) -> String {
        """
        {\(more), successThreshold: 90%, deviceSelection: {strategy: BatchSequence, \
        sequence: [{selector: {matchLabels: {ring: canary}}, limit: 1}]}}
        """
    }

    private static func files(_ content: String, _ policy: String, image: String? = nil) -> [String: HostedChange] {
        ["fleets/kiosk.yaml": .text(Manifests.release(content: content, policy: policy, image: image))]
    }

    /// A canary and another device, both with the first commit.
    private func settled(_ installation: Installation) async throws -> [DeviceProcess] {
        var devices: [DeviceProcess] = []
        for (alias, ring) in [("canary", "canary"), ("shop", "wide")] {
            devices.append(try await installation.enrolled(alias, labels: ["fleet": "kiosk", "ring": ring]))
        }
        for device in devices {
            try await device.file("/etc/motd", becomes: "round 0")
            try await installation.eventuallyUpToDate(device)
        }
        return devices
    }

    @Test(
        "P3, P8: a release that its canary refuses is taken back and reaches nobody else; the next good one reaches all"
    )
    func rollback() async throws {
        let policy = Self.policy("onFailure: Rollback")
        try await Installation.with(Self.files("round 0", policy)) { installation in
            let devices = try await settled(installation)
            let shop = try devices[1].name()
            let version = try await installation.renderedVersion(of: shop)
            let bad = try await installation.repository.commit(
                Self.files("bad", policy, image: "quay.io/acme/os:9"))
            try await installation.eventuallyInForce(bad)
            let watch = try await installation.martlet("rollout", "status", "kiosk", "--watch", "--timeout", "120s")
            #expect(watch.status == 5, "\(watch.output) \(watch.errors)")
            let status = try await installation.martlet("rollout", "status", "kiosk")
            #expect(status.output.contains("package mode"), "\(status.output)")
            try await installation.eventuallyIdle()
            for device in devices { #expect(device.file("/etc/motd") == "round 0") }
            #expect(try await installation.renderedVersion(of: shop) == version)

            let good = try await installation.repository.commit(Self.files("good", policy))
            try await installation.eventuallyInForce(good)
            for device in devices { try await device.file("/etc/motd", becomes: "good") }
            let end = try await installation.martlet("rollout", "status", "kiosk", "--watch", "--timeout", "120s")
            #expect(end.status == 0, "\(end.output) \(end.errors)")
            #expect(try await installation.renderedVersion(of: shop) == version + 1)
        }
    }

    @Test("P7: a rollout that waits for a person waits across a kill of the server, and then each step is taken once")
    func approval() async throws {
        let policy = Self.policy("approval: Manual")
        try await Installation.with(Self.files("round 0", Self.policy("approval: Automatic"))) { installation in
            let devices = try await settled(installation)
            let oid = try await installation.repository.commit(Self.files("round 1", policy))
            try await installation.eventuallyInForce(oid)
            try await devices[0].file("/etc/motd", becomes: "round 1")
            try await waits(installation)
            try await installation.server.kill()
            try await installation.server.start()
            try await waits(installation)
            #expect(devices[1].file("/etc/motd") == "round 0")

            try installation.output(await installation.martlet("rollout", "approve", "kiosk"))
            try await devices[1].file("/etc/motd", becomes: "round 1")
            let end = try await installation.martlet("rollout", "status", "kiosk", "--watch", "--timeout", "120s")
            #expect(end.status == 0, "\(end.output) \(end.errors)")
            let again = try await installation.martlet("rollout", "approve", "kiosk")
            #expect(again.status == 1 && again.errors.contains("No rollout is active"), "\(again.errors)")
        }
    }

    @Test("P6, P7: the server is killed at any instant of a rollout; it goes on, and takes no step twice")
    func killed() async throws {
        let policy = Self.policy("onFailure: Pause")
        try await Installation.with(Self.files("round 0", policy)) { installation in
            let devices = try await settled(installation)
            try await installation.eventuallyIdle()
            let versions = try await self.versions(devices, installation)
            var dice = SystemRandomNumberGenerator()
            for round in 1...5 {
                try await installation.repository.commit(Self.files("round \(round)", policy))
                // The instant is chance, and nothing waits for it to be enough.
                try await Task.sleep(for: .milliseconds(Int.random(in: 200..<3000, using: &dice)))
                try await installation.server.kill()
                try await installation.server.start()
                for device in devices { try await device.file("/etc/motd", becomes: "round \(round)") }
                let end = try await installation.martlet("rollout", "status", "kiosk", "--watch", "--timeout", "120s")
                #expect(end.status == 0, "\(end.output) \(end.errors)")
                try await installation.eventuallyIdle()
                #expect(try await self.versions(devices, installation) == versions.map { $0 + round })
            }
            for reason in ["FleetRolloutCreated", "FleetRolloutCompleted"] {
                let told = try await installation.users.events(reason, about: "Fleet", "kiosk")
                #expect(told.count == Set(told).count, "\(told)")
            }
        }
    }

    private func versions(_ devices: [DeviceProcess], _ installation: Installation) async throws -> [Int] {
        var versions: [Int] = []
        for device in devices { versions.append(try await installation.renderedVersion(of: device.name())) }
        return versions
    }

    /// The status says that a person is waited for, by its exit code too.
    private func waits(_ installation: Installation) async throws {
        try await eventually("the rollout to wait\n\(installation.server.log.tail)") {
            try await installation.martlet("rollout", "status", "kiosk").status == 4
        }
    }
}
