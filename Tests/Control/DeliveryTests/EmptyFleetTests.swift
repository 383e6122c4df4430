import Nodes
import Rollout
import Rollouts
import SQL
import Store
import Testing

@Suite("Rollouts of fleets that nobody belongs to")
struct EmptyFleetTests {
    private let ada = Operator(organization: OrganizationID(1), name: "ada", requestID: "r")

    /// Takes every device out of the fleet `f` whose newest version is this one.
    private func empty(_ fixture: DeliveryFixture, _ template: String) async throws {
        try await fixture.declare(layer: "f", order: nil, labels: #"{"fleet":"none"}"#, template: template)
        try await fixture.settle()
        #expect(try await fixture.texts("select 'x' from device_target where fleet_id is not null").isEmpty)
    }

    private func good(_ fixture: DeliveryFixture) async throws -> [String] {
        try await fixture.texts("select v.name from fleet f join template_version v on v.id = f.good_tv_id")
    }

    @Test("a version that an operator cancelled does not become the good one when the last device leaves")
    func cancelled() async throws {
        try await DeliveryFixture.settled(2) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle()
            try await fixture.command(.cancel)
            try await empty(fixture, inline("two"))
            #expect(try await good(fixture) == ["v1"])
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle(early: true)
            #expect(try await fixture.targets() == ["d1=v1/3", "d2=v1/3"])
            #expect(try await fixture.rollout() == "Cancelled/CancelledByOperator")
        }
    }

    @Test(
        "one that failed with its last device does not either; a newer version does, and ends what the fleet says of the old"
    )
    func failed() async throws {
        try await DeliveryFixture.settled(1) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle()
            try await fixture.command(.rollback)
            #expect(try await fixture.rollout() == "Failed/RolledBack")
            try await empty(fixture, inline("two"))
            #expect(try await good(fixture) == ["v1"])
            #expect(try await condition(fixture) == "False Suspended")
            try await fixture.declare(layer: "f", order: nil, labels: #"{"fleet":"none"}"#, template: inline("three"))
            try await fixture.settle()
            #expect(try await fixture.rollout() == "Completed/Completed")
            #expect(try await good(fixture) == ["v4"])
            #expect(try await condition(fixture) == "False Inactive")
        }
    }

    @Test("a fleet that never had a device says that no rollout is in progress")
    func neverAny() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("one"))
            try await fixture.settle()
            #expect(try await fixture.rollout() == "Completed/Completed")
            #expect(try await condition(fixture) == "False Inactive")
        }
    }

    private func condition(_ fixture: DeliveryFixture) async throws -> String? {
        let condition = try await fixture.condition("RolloutInProgress", ofFleet: "f")
        return condition.map { "\($0["status"]?.string ?? "") \($0["reason"]?.string ?? "")" }
    }
}
