import Nodes
import TestSupport
import Testing

@Suite("Device manifests")
struct DeviceManifestTests {
    private static let fleet = Manifests.fleet(content: "of the fleet")

    @Test(
        "A manifest waits for its device, is joined when it is let in, and releases it with all it runs when it is removed"
    )
    func life() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Self.fleet)]) { installation in
            let device = try await installation.device("lobby", labels: ["floor": "2"])
            try await device.start()
            let name = try await installation.request(of: device)
            let waiting = try await installation.repository.commit([
                "fleets/lobby.yaml": .text(
                    Manifests.device(name, labels: ["site": "bern"], path: "/etc/own", content: "its own"))
            ])
            try await installation.eventuallyInForce(waiting)
            #expect(try await installation.users.object("devices/\(name)") == nil)

            try await installation.approve(device)
            try await device.file("/etc/own", becomes: "its own")
            #expect(try await labels(of: name, installation) == ["site": "bern"])

            try await release(name, device, installation)
        }
    }

    private func release(_ name: String, _ device: DeviceProcess, _ installation: Installation) async throws {
        let version = try await installation.renderedVersion(of: name)
        let certificate = device.certificate
        let removed = try await installation.repository.commit(["fleets/lobby.yaml": .delete])
        try await installation.approve(commit: removed)
        try await installation.eventuallyInForce(removed)
        let other = try await installation.repository.commit([
            "fleets/kiosk.yaml": .text(Manifests.fleet(content: "changed"))
        ])
        try await installation.eventuallyInForce(other)
        try await installation.eventuallyIdle()
        #expect(try await installation.users.object("devices/\(name)") != nil)
        #expect(try await labels(of: name, installation) == ["site": "bern"])
        #expect(try await installation.renderedVersion(of: name) == version)
        #expect(device.file("/etc/own") == "its own")
        #expect(device.certificate == certificate)
        let owners = try await installation.store.number("select count(*) from manifest where kind = 'Device'")
        #expect(owners == 0)
    }

    @Test("A manifest that changes a device's labels moves it into a fleet, and out of it again")
    func labels() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Self.fleet)]) { installation in
            let device = try await installation.enrolled("lobby", labels: ["floor": "2"])
            let name = try device.name()
            try await installation.repository.commit([
                "fleets/lobby.yaml": .text(Manifests.device(name, labels: ["fleet": "kiosk"]))
            ])
            try await device.file("/etc/motd", becomes: "of the fleet")
            #expect(
                try await installation.users.object("devices/\(name)")?["metadata"]?["owner"]?.string == "Fleet/kiosk")
            try await installation.repository.commit([
                "fleets/lobby.yaml": .text(Manifests.device(name, labels: ["fleet": "none"]))
            ])
            try await eventually("/etc/motd to be gone\n\(device.log.tail)") { device.file("/etc/motd") == nil }
            #expect(try await installation.users.object("devices/\(name)")?["metadata"]?["owner"]?.string == nil)
        }
    }

    private func labels(of name: String, _ installation: Installation) async throws -> [String: String] {
        let entries = try await installation.users.object("devices/\(name)")?["metadata"]?["labels"]?.entries ?? []
        return Dictionary(entries.map { ($0.key, $0.value.string ?? "") }, uniquingKeysWith: { first, _ in first })
    }
}
