import Resources
import Rollout
import Testing

@Suite("Plans of rollouts")
struct PlanTests {
    @Test("without a policy there is one batch of all, with the resource model's defaults")
    func defaults() {
        let plan = RolloutPlan(nil)
        #expect(plan.steps.isEmpty)
        #expect(plan.finalBatch == 0)
        #expect(plan.threshold == 90)
        #expect(plan.updateTimeout == 86400)
        #expect(plan.maxPerMinute == nil)
        #expect([plan.hasBudget, plan.rollsBack, plan.isManual, plan.countsOffline] == [false, false, false, false])
    }

    @Test("a batch without a threshold has the policy's")
    func thresholds() {
        let plan = plan([.count(1), .percent(50)]) {
            $0.successThreshold = "70%"
            $0.deviceSelection?.sequence?[0].successThreshold = "100%"
        }
        #expect((0...2).map(plan.threshold) == [100, 70, 70])
    }

    @Test("batches have the names that clients know")
    func names() {
        #expect(
            (-1...2).map(plan([.count(1), .count(2)]).name) == [
                "preliminary batch", "batch 1", "batch 2", "final implicit batch",
            ])
    }

    @Test("the digest is that of the batches alone")
    func digest() {
        let plain = plan([.count(1)]).digest
        #expect(plain.count == 32)
        #expect(
            plan([.count(1)]) {
                $0.successThreshold = "50%"; $0.maxPerMinute = 3
            }.digest == plain)
        #expect(plan([.count(2)]).digest != plain)
        #expect(plan([.count(1), .count(1)]).digest != plain)
    }

    @Test("a limit of either form is a budget")
    func budget() {
        #expect(plan { $0.maxUnavailable = .percent(10) }.hasBudget)
        #expect(plan { $0.disruptionBudget = DisruptionBudget() }.hasBudget)
    }
}
