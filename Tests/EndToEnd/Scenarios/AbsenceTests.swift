import Glibc
import NIOHTTP1
import Nodes
import TestSupport
import Testing

@Suite("The 404 that wipes")
struct AbsenceTests {
    private static let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]

    /// A device that runs what its fleet says.
    private func settled(_ installation: Installation) async throws -> DeviceProcess {
        let device = try await installation.enrolled("kiosk-1")
        try await device.file("/etc/motd", becomes: "one")
        try await installation.eventuallyUpToDate(device)
        return device
    }

    /// The agent asked at least twice since, was put off, and still is who it was.
    private func expectPutOff(_ device: DeviceProcess, _ installation: Installation) async throws {
        let certificate = try #require(device.certificate)
        let answer = try await AgentDoor(installation.server, device).ask(.GET, "devices/\(device.name())/rendered")
        #expect(answer.status == 503)
        #expect(answer.headers.first(name: "Retry-After").flatMap { Int($0) } ?? 0 > 0)
        #expect(!answer.text.contains("not found"))
        let refusals = device.log.records("the spec could not be fetched").count
        try await eventually("the agent to be put off\n\(device.log.tail)") {
            device.log.records("the spec could not be fetched").count > refusals
        }
        #expect(await device.ending == nil)
        #expect(device.certificate == certificate)
        #expect(device.file("/etc/motd") == "one")
    }

    @Test(
        "A device whose row is gone without a tombstone is put off with 503 and keeps its certificate; an event tells of it"
    )
    func withoutTombstone() async throws {
        try await Installation.with(Self.files) { installation in
            let device = try await settled(installation)
            let name = try device.name()
            // Not while the server runs: it remembers, and would be right to.
            try await installation.server.kill()
            try await installation.store.execute("delete from device where name = '\(name)'")
            try await installation.server.start()
            try await expectPutOff(device, installation)
            let events = try await installation.users.events("InternalTaskFailed", about: "Device", name)
            #expect(events.count == 1)
        }
    }

    @Test("A server at an empty database puts devices off; back at the right one, they go on as if nothing had been")
    func emptyDatabase() async throws {
        try await Installation.with(Self.files) { installation in
            let device = try await settled(installation)
            try await installation.server.stop()
            try await installation.server.start(["--database-dir", installation.sandbox.path("other")])
            try await expectPutOff(device, installation)
            try await installation.server.stop()
            try await installation.server.start()
            let oid = try await installation.repository.commit([
                "fleets/kiosk.yaml": .text(Manifests.fleet(content: "two"))
            ])
            try await installation.eventuallyInForce(oid)
            try await device.end()
            try await device.start()
            try await device.file("/etc/motd", becomes: "two")
        }
    }

    @Test(
        "A device that an operator deletes is told so, asks anew under its name, and goes on with higher versions once let in"
    )
    func deletion() async throws {
        try await Installation.with(Self.files) { installation in
            let device = try await settled(installation)
            let name = try device.name()
            let version = try await installation.renderedVersion(of: name)
            let certificate = device.certificate
            try installation.output(await installation.martlet("delete", "device/\(name)"))
            let tombstones = try await installation.store.number(
                "select count(*) from device_tombstone where name = $1", [name])
            #expect(tombstones == 1)
            try await restartedUntilItAsks(device, installation)
            #expect(try await installation.request(of: device) == name)
            try installation.output(await installation.martlet("approve", "er/\(name)"))
            try await eventually("a new certificate\n\(device.log.tail)") {
                device.certificate != nil && device.certificate != certificate
            }
            let oid = try await installation.repository.commit([
                "fleets/kiosk.yaml": .text(Manifests.fleet(content: "two"))
            ])
            try await installation.eventuallyInForce(oid)
            try await device.file("/etc/motd", becomes: "two")
            #expect(try await installation.renderedVersion(of: name) > version)
        }
    }

    /// An agent that is told of its end may stop to be started again by the system; this is the system.
    private func restartedUntilItAsks(_ device: DeviceProcess, _ installation: Installation) async throws {
        try await eventually("the device to ask anew\n\(device.log.tail)") {
            if await device.ending != nil { try await device.start() }
            return try await installation.users.items("enrollmentrequests").contains {
                $0["spec"]?["labels"]?["alias"]?.string == device.alias
            }
        }
    }
}
