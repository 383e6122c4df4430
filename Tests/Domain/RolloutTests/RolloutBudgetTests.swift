import Resources
import Rollout
import Testing

@Suite("How many devices of a group a budget lets go")
struct RolloutBudgetTests {
    /// A group, a budget and what it allows.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var most: Int64?
        var least: Int64?
        let total: Int64
        let busy: Int64
        let available: Int64
        let eligible: Int64
        let allowed: Int64?
    }

    static let cases = [
        Case(testDescription: "Fewer may be away", most: 2, total: 9, busy: 1, available: 8, eligible: 8, allowed: 1),
        Case(
            testDescription: "Enough are away", most: 2, total: 9, busy: 2, available: 7, eligible: 7, allowed: nil),
        Case(
            testDescription: "More than enough are", most: 2, total: 9, busy: 3, available: 6, eligible: 6,
            allowed: nil),
        Case(
            testDescription: "Enough must be available", least: 6, total: 9, busy: 1, available: 8, eligible: 8,
            allowed: 2),
        Case(
            testDescription: "Silent ones are not", least: 6, total: 9, busy: 0, available: 6, eligible: 6, allowed: nil
        ),
        Case(
            testDescription: "Both hold", most: 1, least: 6, total: 9, busy: 0, available: 9, eligible: 9, allowed: 1),
        Case(
            testDescription: "Not more than wait", most: 5, total: 9, busy: 0, available: 9, eligible: 3, allowed: 3),
        Case(
            testDescription: "A group of one can be updated", least: 1, total: 1, busy: 0, available: 1, eligible: 1,
            allowed: 1),
        Case(
            testDescription: "One whose last connected device hangs can be mended", most: 2, total: 1, busy: 1,
            available: 0, eligible: 1, allowed: 1),
    ]

    @Test("Both limits hold, and what hangs does not keep its group from being mended", arguments: cases)
    func allowances(_ one: Case) {
        var budget = DisruptionBudget()
        budget.maxUnavailable = one.most
        budget.minAvailable = one.least
        let group = GroupFacts(
            key: ["a"], total: one.total, connected: one.busy + one.available, busy: one.busy,
            available: one.available, eligible: one.eligible)
        let expected = one.allowed.map { [GroupAllowance(key: ["a"], count: $0)] } ?? []
        #expect(RolloutBudget.allowances(budget, [group]) == expected)
    }
}
