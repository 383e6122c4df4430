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

@Suite("P7: a crash in the middle of a rollout")
struct RolloutCrashTests {
    private static let policy = #"{"deviceSelection":{"strategy":"BatchSequence","sequence":[{"limit":2}]}}"#

    @Test(
        "wherever a statement or a commit fails, no step is lost and none happens twice, whether one worker takes jobs or two",
        arguments: [(CrashPlan.How.failure, 1), (.commit, 1), (.connection, 1), (.connection, 2)])
    func everywhere(how: CrashPlan.How, workers: Int) async throws {
        try await DeliveryFixture.with { fixture in
            let plan = CrashPlan(fixture.store.database)
            try await fixture.declare(fleet: "f", template: inline("0"), policy: Self.policy)
            try await fixture.enroll(
                Dictionary(uniqueKeysWithValues: (1...3).map { ("d\($0)", #"{"fleet":"f"}"#) }))
            try await fixture.settle()
            try await fixture.connect()
            for device in 1...3 { try await fixture.report("d\(device)") }
            try await plan.prepare()
            var round: Int64 = 1
            while try await crash(how, round, workers, fixture, plan) { round += 1 }
            // Fewer would mean that a rollout of this test does too little.
            #expect(round > 30)
        }
    }

    /// Rolls a version out in two batches, with a crash at one statement.
    /// - Returns: whether there was such a statement.
    private func crash(
        _ how: CrashPlan.How, _ step: Int64, _ workers: Int, _ fixture: DeliveryFixture, _ plan: CrashPlan
    ) async throws -> Bool {
        try await fixture.declare(fleet: "f", template: inline("\(step)"), policy: Self.policy)
        try await plan.arm(how, at: step)
        do {
            try await rollOut(fixture, workers)
        } catch { try await fixture.settleAgain() }
        let counted = try await plan.disarm()
        try await rollOut(fixture, workers)
        let version = step + 1
        #expect(try await fixture.rollout() == "Completed/Completed", "step \(step)")
        #expect(try await fixture.targets() == (1...3).map { "d\($0)=v\(version)/\(version)" }, "step \(step)")
        let events = try await fixture.texts(
            """
            select reason from event where details ->> 'templateVersion' = 'v\(version)' and component = 'rollout' order by id
            """)
        #expect(
            events == [
                "FleetRolloutBatchDispatched", "FleetRolloutBatchCompleted", "FleetRolloutBatchDispatched",
                "FleetRolloutBatchCompleted", "FleetRolloutCompleted",
            ], "step \(step)")
        return counted >= step
    }

    /// Every device reports what it has; the first two come first.
    private func rollOut(_ fixture: DeliveryFixture, _ workers: Int) async throws {
        try await work(fixture, workers)
        for device in 1...3 {
            try await fixture.report("d\(device)", settling: false)
            try await work(fixture, workers)
        }
    }

    /// Workers take jobs at the same time; one that dies takes no other along.
    private func work(_ fixture: DeliveryFixture, _ workers: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workers { group.addTask { try await fixture.settle(early: true) } }
            var failure: (any Error)?
            while let result = await group.nextResult() {
                if case .failure(let error) = result { failure = error }
            }
            if let failure { throw failure }
        }
    }
}
