@testable import Delivery
import Nodes
import Resources
import Rollout
import Rollouts
import SQL
import Store
import TestSupport
import Testing
import Wire

/// Two devices, then the rest.
private let batches = #"{"deviceSelection":{"strategy":"BatchSequence","sequence":[{"limit":2}]}}"#

@Suite("Rollouts from commit to device")
struct RolloutTests {
    @Test("a batch gets the new version, the others keep theirs until it has succeeded")
    func batch() async throws {
        try await DeliveryFixture.settled(3, policy: batches) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"), policy: batches)
            try await fixture.settle()
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2", "d3=v1/1"])
            try await fixture.report("d1")
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2", "d3=v1/1"])
            try await fixture.report("d2")
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2", "d3=v2/2"])
            #expect(try await fixture.rollout() == "InProgress/WaitingForDevices")
            try await fixture.report("d3")
            #expect(try await fixture.rollout() == "Completed/Completed")
            let events = try await fixture.texts(
                "select reason from event where reason like 'FleetRollout%' and details ->> 'templateVersion' = 'v2' order by id"
            )
            #expect(
                events == [
                    "FleetRolloutStarted", "FleetRolloutBatchDispatched", "FleetRolloutBatchCompleted",
                    "FleetRolloutBatchDispatched", "FleetRolloutBatchCompleted", "FleetRolloutCompleted",
                ])
        }
    }

    @Test(
        "a device that fails gets the good version back, and is not offered the bad one again",
        arguments: [DeliveryFixture.failure, "While applying: config: the disk is full"])
    func refusal(error: String) async throws {
        try await DeliveryFixture.settled(2, policy: batches) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"), policy: batches)
            try await fixture.settle()
            try await fixture.report("d1", error: error)
            #expect(try await fixture.targets() == ["d1=v1/3", "d2=v2/2"])
            try await fixture.report("d1")
            try await fixture.label("d1", #"{"fleet":"f","other":"label"}"#)
            try await fixture.settleAgain()
            #expect(try await fixture.targets() == ["d1=v1/3", "d2=v2/2"])
            try await fixture.report("d2")
            #expect(try await fixture.rollout() == "Paused/BatchFailed")
            #expect(
                try await fixture.texts("select refused_why from device_target where refused_tv_id is not null").count
                    == 1)
        }
    }

    @Test("an error about an older rendered version is no failure of the new one")
    func olderFailure() async throws {
        try await DeliveryFixture.settled(1) { fixture in
            try await fixture.report("d1", error: "Failed to update to renderedVersion: 1: late")
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle()
            #expect(try await fixture.rollout() == "InProgress/WaitingForDevices")
            try await fixture.report("d1", error: "Failed to update to renderedVersion: 1: later")
            #expect(try await fixture.rollout() == "InProgress/WaitingForDevices")
            try await fixture.report("d1", error: DeliveryFixture.failure)
            #expect(try await fixture.rollout() == "Paused/BatchFailed")
        }
    }

    @Test("a newcomer gets the good version while another one is rolled out, and its turn comes")
    func newcomer() async throws {
        try await DeliveryFixture.settled(2, policy: batches) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"), policy: batches)
            try await fixture.settle()
            try await fixture.enroll(["d3": #"{"fleet":"f"}"#])
            try await fixture.settle()
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2", "d3=v1/1"])
            try await fixture.connect()
            try await fixture.report("d1")
            try await fixture.report("d2")
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2", "d3=v2/2"])
        }
    }

    @Test("a device that leaves its fleet stops counting, and the rollout ends without it")
    func leaver() async throws {
        try await DeliveryFixture.settled(2) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle()
            try await fixture.report("d1")
            #expect(try await fixture.rollout() == "InProgress/WaitingForDevices")
            try await fixture.label("d2", "{}")
            try await fixture.settle()
            #expect(try await fixture.rollout() == "Completed/Completed")
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=-/2"])
        }
    }

    @Test("a device that falls silent is outside, and gets the newest good version when it returns")
    func silent() async throws {
        try await DeliveryFixture.settled(2, policy: #"{"disruptionBudget":{"maxUnavailable":1}}"#) { fixture in
            try await fixture.silence("d2")
            try await fixture.declare(
                fleet: "f", template: inline("two"), policy: #"{"disruptionBudget":{"maxUnavailable":1}}"#)
            try await fixture.settle()
            try await fixture.report("d1")
            #expect(try await fixture.rollout() == "Completed/Completed")
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v1/1"])
            try await fixture.connect()
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2"])
        }
    }

    @Test("that a device failed with what was good before is remembered when what is good now is rendered for it")
    func olderGood() async throws {
        let policy = #"{"disruptionBudget":{"maxUnavailable":1}}"#
        try await DeliveryFixture.settled(2, policy: policy) { fixture in
            try await fixture.silence("d2")
            try await fixture.declare(fleet: "f", template: inline("two"), policy: policy)
            try await fixture.settle()
            try await fixture.report("d1")
            #expect(try await fixture.rollout() == "Completed/Completed")
            // It was given the new version, and fails with the old one before that is rendered.
            try await fixture.store.database.transaction { connection in
                _ = try connection.query(
                    """
                    update device_target t set tv_id = f.good_tv_id, stale = true from fleet f, device d
                    where f.id = t.fleet_id and d.id = t.device_id and d.name = 'd2'
                    """, [])
            }
            try await fixture.report("d2", error: DeliveryFixture.failure, settling: false)
            try await fixture.settleAgain()
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2"])
            let remembered = """
                select d.name || ' ' || v.name from device_target t join device d on d.id = t.device_id
                join template_version v on v.id = t.refused_good_tv_id
                """
            #expect(try await fixture.texts(remembered) == ["d2 v1"])
        }
    }

    @Test("an operator's command is carried out under the same lock, or refused")
    func commands() async throws {
        try await DeliveryFixture.settled(3, policy: batches) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"), policy: batches)
            try await fixture.settle()
            let ada = Operator(organization: OrganizationID(1), name: "ada", requestID: "r")
            let paused = try await fixture.engine.rollouts.command([.pause], fleet: "f", by: ada)
            #expect(paused?.state == .paused)
            await #expect(throws: RolloutRefusal.self) {
                try await fixture.engine.rollouts.command([.pause], fleet: "f", by: ada)
            }
            #expect(try await fixture.engine.rollouts.command([.pause], fleet: "none", by: ada) == nil)
            try await fixture.report("d1")
            try await fixture.report("d2")
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2", "d3=v1/1"])
            try await fixture.engine.rollouts.command([.resume], fleet: "f", by: ada)
            try await fixture.settle(early: true)
            #expect(try await fixture.targets() == ["d1=v2/2", "d2=v2/2", "d3=v2/2"])
            #expect(try await fixture.texts("select actor from event where actor = 'user:ada'").count == 2)
        }
    }

    @Test("however many workers make steps at once, a budget is spent once (P7)")
    func workers() async throws {
        let policy = #"{"maxUnavailable":2}"#
        try await DeliveryFixture.settled(6, policy: policy) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"), policy: policy)
            try await fixture.store.database.transaction { connection in
                while try Matching.settle(connection, OrganizationID(1)) {}
            }
            let fleet = try await fixture.store.database.read { try $0.query("select id from fleet").one().int(0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await fixture.engine.rollouts.step(OrganizationID(1), fleet: fleet) }
                }
                try await group.waitForAll()
            }
            let given = try await fixture.targets().filter { $0.contains("=v2/") }
            #expect(given == ["d1=v2/1", "d2=v2/1"])
            #expect(try await fixture.texts("select id::text from rollout").count == 2)
        }
    }

    @Test("the server's rate of an organization holds devices back until the minute is over")
    func rate() async throws {
        try await DeliveryFixture.settled(4) { fixture in
            let engine = RolloutEngine(
                store: fixture.store, limits: RolloutLimits(devicesPerMinute: 3), logger: TestDatabase.quiet)
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.store.database.transaction { connection in
                while try Matching.settle(connection, OrganizationID(1)) {}
            }
            let fleet = try await fixture.store.database.read { try $0.query("select id from fleet").one().int(0) }
            for _ in 0..<2 { try await engine.step(OrganizationID(1), fleet: fleet) }
            #expect(try await fixture.targets().filter { $0.contains("=v2/") }.count == 3)
            #expect(
                try await fixture.texts("select key from job where kind = 'rollout' and run_at > now()") == ["\(fleet)"]
            )
            try await fixture.store.database.transaction {
                try $0.execute(script: "update dispatch_rate set since = since - interval '1 minute'")
            }
            try await engine.step(OrganizationID(1), fleet: fleet)
            #expect(try await fixture.targets().filter { $0.contains("=v2/") }.count == 4)
        }
    }

    @Test("the wire shows the fleet's rollout and its devices as the resource model has them")
    func wire() async throws {
        try await DeliveryFixture.settled(3, policy: batches) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"), policy: batches)
            try await fixture.settle()
            let request = ListRequest(organization: OrganizationID(1), kind: .fleet)
            let fleet = try await fixture.store.snapshot { try Objects.find($0, request, name: "f") }
            let shown = try StoredSpec.node(try #require(fleet))
            let annotations = shown["metadata"]?["annotations"]
            #expect(annotations?["fleet-controller/templateVersion"]?.string == "v2")
            #expect(annotations?["fleet-controller/deployingTemplateVersion"]?.string == "v2")
            #expect(annotations?["fleet-controller/batchNumber"]?.string == "0")
            #expect(annotations?["fleet-controller/rolloutApproved"]?.string == "false")
            #expect(annotations?["fleet-controller/rolloutApprovalMethod"]?.string == "automatic")
            #expect(annotations?["fleet-controller/deviceSelectionConfigDigest"]?.string?.count == 32)
            #expect(shown["status"]?["rollout"]?["currentBatch"]?.integer == 0)
            let conditions = shown["status"]?["conditions"]?.elements ?? []
            let condition = try #require(conditions.first { $0["type"]?.string == "RolloutInProgress" })
            #expect(condition["status"]?.string == "True")
            #expect(condition["reason"]?.string == "Active")
            #expect(condition["message"]?.string == "Rolling out batch 1")
            let devices = try await fixture.store.snapshot { snapshot in
                try ["d1", "d3"].map { name in
                    try DeviceReading.find(snapshot, OrganizationID(1), name: name).map {
                        try StoredSpec.node($0.record.metadata.annotations ?? [])
                    }
                }
            }
            #expect(devices[0]?["fleet-controller/templateVersion"]?.string == "v2")
            #expect(devices[0]?["fleet-controller/selectedForRollout"]?.string == "")
            #expect(devices[1]?["fleet-controller/templateVersion"]?.string == "v1")
            #expect(devices[1]?["fleet-controller/selectedForRollout"] == nil)
        }
    }

    @Test("very many fleets without devices are completed by a few statements")
    func empty() async throws {
        try await DeliveryFixture.with { fixture in
            for fleet in 1...5 {
                try await fixture.declare(fleet: "f\(fleet)", template: inline("one"), policy: batches)
            }
            try await fixture.settle()
            #expect(
                try await fixture.texts("select state || ' ' || batch from rollout")
                    == Array(repeating: "Completed 2", count: 5))
            #expect(
                try await fixture.texts("select name from fleet f join template_version v on v.id = f.good_tv_id").count
                    == 5)
            #expect(try await fixture.texts("select fleet_id::text from rollout_due").isEmpty)
        }
    }
}
