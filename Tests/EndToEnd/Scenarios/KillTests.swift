import NIOHTTP1
import Nodes
import TestSupport
import Testing

@Suite("Processes that are killed")
struct KillTests {
    /// One generator per test, so that a failure can be repeated.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test(
        "P6, P7: the server is killed at any instant of a sync and converges after its start: no step is lost, none is taken twice"
    )
    func server() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "round 0"))]) { installation in
            let subject = try await settled(installation)
            var dice = Dice(state: 11)
            for round in 1...10 {
                let oid = try await installation.repository.commit([
                    "fleets/kiosk.yaml": .text(Manifests.fleet(content: "round \(round)"))
                ])
                // The instant is chance, and nothing waits for it to be enough.
                try await Task.sleep(for: .milliseconds(Int.random(in: 0..<1800, using: &dice)))
                try await installation.server.kill()
                try await installation.server.start()
                try await expectOneStep(round, oid, subject, installation)
            }
        }
    }

    @Test(
        "P6, P7: the embedded Postgres is killed in the middle, starts again by itself, and no step is lost or taken twice"
    )
    func database() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "round 0"))]) { installation in
            let subject = try await settled(installation)
            var dice = Dice(state: 12)
            for round in 1...4 {
                let oid = try await installation.repository.commit([
                    "fleets/kiosk.yaml": .text(Manifests.fleet(content: "round \(round)"))
                ])
                try await Task.sleep(for: .milliseconds(Int.random(in: 0..<1500, using: &dice)))
                try await installation.server.killPostmaster()
                try await expectOneStep(round, oid, subject, installation)
                #expect(await installation.server.isRunning)
            }
            #expect(!installation.server.log.records("PostgreSQL died and is started again").isEmpty)
        }
    }

    @Test("The server is killed, its Postgres lives on, and the next server adopts it; an ordinary end stops it")
    func adoption() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "one"))]) { installation in
            let postmaster = try #require(installation.server.postmaster)
            try await installation.server.kill()
            #expect(installation.server.postmaster == postmaster)
            try await installation.server.start()
            #expect(installation.server.postmaster == postmaster)
            #expect(installation.server.log.records("adopted the PostgreSQL that was still running").count == 1)
            #expect(try await installation.server.stop() == .exited(0))
            #expect(installation.server.postmaster == nil)
        }
    }

    @Test("P6: what was acknowledged is there after a kill: a certificate, an approval and a status report")
    func acknowledged() async throws {
        try await Installation.with(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "round 0"))]) { installation in
            let device = try await settled(installation).device
            let name = try device.name()
            try await device.end()
            let report =
                #"{"apiVersion":"v1beta1","kind":"Device","metadata":{"name":"\#(name)"},"status":{"config":{"renderedVersion":"7"},"conditions":[],"applications":[],"resources":{"cpu":"Healthy","disk":"Healthy","memory":"Healthy"},"systemInfo":{"architecture":"pdp11","operatingSystem":"linux","agentVersion":"1","bootID":"b"},"summary":{"status":"Unknown"},"updated":{"status":"Unknown"},"integrity":{},"applicationsSummary":{"status":"Unknown"},"lifecycle":{"status":"Unknown"},"os":{"image":"","imageDigest":""}}}"#
            let answer = try await AgentDoor(installation.server, device).ask(
                .PUT, "devices/\(name)/status", body: report)
            try #require(answer.status == 200, "\(answer.text)")
            try await installation.server.kill()
            try await installation.server.start()
            let status = try await installation.users.object("devices/\(name)")?["status"]
            #expect(status?["systemInfo"]?["architecture"]?.string == "pdp11")
            #expect(status?["config"]?["renderedVersion"]?.string == "7")
            #expect(
                try await AgentDoor(installation.server, device).ask(.GET, "devices/\(name)/rendered").status == 200)
        }
    }

    /// A device that runs the first commit.
    private func settled(_ installation: Installation) async throws -> Subject {
        let device = try await installation.enrolled("kiosk-1")
        try await device.file("/etc/motd", becomes: "round 0")
        try await installation.eventuallyIdle()
        try await installation.eventuallyUpToDate(device)
        return Subject(device: device, version: try await installation.renderedVersion(of: device.name()))
    }

    private struct Subject {
        let device: DeviceProcess
        /// The version of the spec that the first commit made.
        let version: Int
    }

    /// The commit is in force and on the device, and has left each of its traces exactly once.
    private func expectOneStep(
        _ round: Int, _ oid: String, _ subject: Subject, _ installation: Installation
    ) async throws {
        try await subject.device.file("/etc/motd", becomes: "round \(round)")
        try await installation.eventuallyIdle()
        try await installation.eventuallyUpToDate(subject.device)
        #expect(try await installation.renderedVersion(of: subject.device.name()) == subject.version + round)
        for (trace, query) in Self.traces {
            #expect(try await installation.store.number(query, [oid]) == 1, "\(trace) in round \(round)")
        }
        #expect(try await installation.store.number("select count(*) from template_version") == round + 1)
        #expect(try await installation.store.number("select count(*) from job where state = 2") == 0)
    }

    /// What one commit that changes one fleet leaves once.
    private static let traces = [
        "the commit": "select count(*) from commit where oid = $1",
        "the event of the fleet": """
        select count(*) from event e join commit c on c.id = e.commit_id
        where c.oid = $1 and e.kind = 'Fleet' and e.reason = 'ResourceUpdated'
        """,
        "the event of the sync":
            "select count(*) from event where reason = 'ResourceSyncCommitDetected' and message like '%' || $1 || '%'",
        "the run": "select count(*) from sync_run r join commit c on c.id = r.commit_id where c.oid = $1",
        "the template version":
            "select count(*) from template_version t join commit c on c.id = t.commit_id where c.oid = $1",
    ]
}
