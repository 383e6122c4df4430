import Nodes
import SQL
import Store
import Testing

private let batches = #"{"deviceSelection":{"strategy":"BatchSequence","sequence":[{"limit":3},{"limit":"50%"}]}}"#
private let template = #"{"config":[{"name":"a","inline":[{"path":"/etc/a","content":"one"}]}]}"#

@Suite("How a rollout stands, for people")
struct StandingTests {
    private func standing(_ fixture: DeliveryFixture) async throws -> Node {
        let document = try await fixture.store.snapshot {
            try RolloutStanding.document($0, OrganizationID(1), name: "f")
        }
        return try #require(document)
    }

    @Test("Counts by batch, what failures say and who is offline, of one that ended, is at work and is to come")
    func batchesAndFailures() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.enroll(
                Dictionary(uniqueKeysWithValues: (1...5).map { ("d\($0)", #"{"fleet":"f"}"#) }))
            try await fixture.connect()
            try await fixture.declare(fleet: "f", template: template, policy: batches)
            try await fixture.settle()
            let begun = try await standing(fixture)
            #expect(begun["rollout"]?["state"]?.string == "InProgress")
            #expect(begun["devices"]?["waiting"]?.integer == 3)
            #expect(begun["devices"]?["pending"]?.integer == 2)
            #expect(begun["batches"]?.elements?.map { $0["state"]?.string } == ["Active", "Waiting", "Waiting"])
            try await fixture.report("d1", error: DeliveryFixture.failure)
            try await fixture.report("d2")
            try await fixture.silence("d3")
            let ended = try await standing(fixture)
            #expect(ended["rollout"]?["state"]?.string == "Paused")
            let batch = try #require(ended["batches"]?.elements?.first)
            #expect(batch["succeeded"]?.integer == 1)
            #expect(batch["failed"]?.integer == 1)
            #expect(ended["failures"]?.elements?.map { $0["message"]?.string } == ["the disk is full"])
            #expect(ended["failures"]?.elements?.first?["devices"]?.elements?.map(\.string) == ["d1"])
            #expect(ended["offlineDevices"]?.elements?.map(\.string) == ["d3"])
        }
    }

    @Test("A fleet without a rollout has none, and one that does not exist nothing")
    func none() async throws {
        try await DeliveryFixture.with { fixture in
            #expect(
                try await fixture.store.snapshot {
                    try RolloutStanding.document($0, OrganizationID(1), name: "f") == nil
                })
            try await fixture.declare(fleet: "f", template: template)
            #expect(try await standing(fixture)["rollout"] == nil)
        }
    }
}
