@testable import Delivery
import Rollout
import Rollouts
import SQL
import Store
import Testing

@Suite("Rollouts that are tried again, and who joins under a budget")
struct RolloutRetryTests {
    @Test("a retry renders anew also for a device whose failure nobody has taken note of yet")
    func unremembered() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("one"))
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await fixture.settle()
            try await fixture.connect()
            try await fixture.report("d1")
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle()
            #expect(try await fixture.targets() == ["d1=v2/2"])
            let ada = Operator(organization: .init(1), name: "ada", requestID: "1")
            try await fixture.engine.rollouts.command(.pause, fleet: "f", by: ada)
            try await fixture.report("d1", error: DeliveryFixture.failure, settling: false)
            try await fixture.command(.retry)
            #expect(try await fixture.targets() == ["d1=v2/3"])
            try await fixture.report("d1")
            #expect(try await fixture.rollout() == "Completed/Completed")
        }
    }

    @Test(
        "under a budget a device that was never heard of gets the good version too, and nothing is looked at for ever")
    func neverHeardOf() async throws {
        let policy = #"{"disruptionBudget":{"maxUnavailable":1}}"#
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("one"), policy: policy)
            try await fixture.enroll(["d1": #"{"fleet":"f"}"#])
            try await fixture.connect()
            try await fixture.settle()
            try await fixture.report("d1")
            #expect(try await fixture.rollout() == "Completed/Completed")
            try await fixture.enroll(["d2": #"{"fleet":"f"}"#])
            try await fixture.settle(early: true)
            #expect(try await fixture.targets() == ["d1=v1/1", "d2=v1/1"])
            #expect(try await fixture.texts("select key from job where kind = 'rollout' and state < 2") == [])
        }
    }
}
