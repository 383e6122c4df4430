import Resources
import Rollout
import Testing

@Suite("Disruption budgets")
struct BudgetTests {
    struct Case: CustomStringConvertible {
        let description: String
        var least: Int64?
        var most: Int64?
        var total: Int64 = 10
        var busy: Int64 = 0
        var available: Int64 = 10
        var eligible: Int64 = 10
        let allowed: Int64
    }

    @Test(
        "P7: min(maxUnavailable − busy, available − min(minAvailable, total − 1)), never below nothing",
        arguments: [
            Case(description: "as many as may be away", most: 3, allowed: 3),
            Case(description: "those that are away count", most: 3, busy: 2, available: 8, allowed: 1),
            Case(description: "all that may are away", most: 3, busy: 3, available: 7, allowed: 0),
            Case(description: "more are away than may", most: 3, busy: 5, available: 5, allowed: 0),
            Case(description: "those that must stay", least: 8, allowed: 2),
            Case(description: "silent ones are not available", least: 8, available: 8, allowed: 0),
            Case(description: "the smaller of both", least: 8, most: 1, allowed: 1),
            Case(description: "one device can be updated", least: 1, total: 1, available: 1, eligible: 1, allowed: 1),
            Case(description: "as many as there are to give to", most: 5, eligible: 2, allowed: 2),
            Case(
                description: "a group whose last connected device hangs can be given what mends it", most: 2, total: 1,
                busy: 1, available: 0, eligible: 1, allowed: 1),
        ])
    func allowance(given: Case) {
        var budget = DisruptionBudget()
        budget.minAvailable = given.least
        budget.maxUnavailable = given.most
        let group = GroupFacts(
            key: ["a"], total: given.total, busy: given.busy, available: given.available, eligible: given.eligible)
        let allowances = RolloutBudget.allowances(budget, [group])
        #expect(allowances == (given.allowed > 0 ? [GroupAllowance(key: ["a"], count: given.allowed)] : []))
    }

    @Test(
        "P7: the limit of the whole fleet: shares round down, and never below one",
        arguments: [
            (.count(3), 10, 1, 2), (.count(3), 10, 4, 0), (.percent(25), 10, 0, 2), (.percent(1), 10, 0, 1),
            (.percent(1), 10, 1, 0), (.percent(100), 10, 0, 10),
        ] as [(Amount, Int64, Int64, Int64)])
    func room(limit: Amount, total: Int64, busy: Int64, room: Int64) {
        let whole = GroupFacts(key: [], total: total, busy: busy, available: total - busy, eligible: total)
        #expect(RolloutBudget.room(limit, [whole]) == room)
    }

    @Test("a fleet without members has no room") func empty() { #expect(RolloutBudget.room(.count(3), []) == 0) }
}
