import Preview
import Resources
import Testing

@Suite("Rollout forecast")
struct RolloutTests {
    private func policy(_ text: String) throws -> RolloutPolicy? {
        try declared(fleet("web", policy: "rolloutPolicy: \(text)")).fleet("web")?.rolloutPolicy
    }

    /// `d01`…`d10`, odd ones of site x and even ones of y.
    private func members(connected: (Int) -> Bool = { _ in true }) -> [RolloutMember] {
        (1...10).reversed().map { number in
            RolloutMember(
                name: "d" + (number < 10 ? "0" : "") + "\(number)", labels: ["site": number % 2 == 1 ? "x" : "y"],
                isConnected: connected(number))
        }
    }

    private func sequence(_ batches: String) -> String {
        "{deviceSelection: {strategy: BatchSequence, sequence: [\(batches)]}}"
    }

    @Test(
        "batches take devices by selector, limit and name; the last takes what is left",
        arguments: [
            ("{limit: 3}", ["d01 d02 d03", "d04 d05 d06 d07 d08 d09 d10"]),
            ("{limit: 20}", ["d01 d02 d03 d04 d05 d06 d07 d08 d09 d10", ""]),
            ("{selector: {matchLabels: {site: x}}}", ["d01 d03 d05 d07 d09", "d02 d04 d06 d08 d10"]),
            ("{selector: {matchLabels: {site: z}}}", ["", "d01 d02 d03 d04 d05 d06 d07 d08 d09 d10"]),
            (
                "{selector: {matchExpressions: [{key: site, operator: NotIn, values: [x]}]}, limit: 1}",
                ["d02", "d01 d03 d04 d05 d06 d07 d08 d09 d10"]
            ),
            ("{limit: 10%}, {limit: 50%}", ["d01", "d02 d03 d04 d05", "d06 d07 d08 d09 d10"]),
            ("{limit: 50%}, {limit: 10%}", ["d01 d02 d03 d04 d05", "", "d06 d07 d08 d09 d10"]),
            ("{limit: 4%}", ["", "d01 d02 d03 d04 d05 d06 d07 d08 d09 d10"]),
            ("{limit: 5%}", ["d01", "d02 d03 d04 d05 d06 d07 d08 d09 d10"]),
            ("{limit: 100%}", ["d01 d02 d03 d04 d05 d06 d07 d08 d09 d10", ""]),
            (
                "{selector: {matchLabels: {site: x}}, limit: 40%}, {selector: {matchLabels: {site: x}}}",
                ["d01 d03", "d05 d07 d09", "d02 d04 d06 d08 d10"]
            ),
        ] as [(String, [String])])
    func batches(sequence text: String, expected: [String]) throws {
        let batches = RolloutForecast.batches(try policy(sequence(text)), members())
        #expect(batches.map { $0.devices.joined(separator: " ") } == expected)
        #expect(batches.last?.name == "final implicit batch")
    }

    @Test("devices out of touch wait for the last batch")
    func disconnected() throws {
        let batches = RolloutForecast.batches(try policy(sequence("{limit: 2}")), members { $0 > 1 && $0 != 3 })
        #expect(batches.map(\.devices.first) == ["d02", "d01"])
        #expect(batches[0].devices == ["d02", "d04"])
    }

    @Test("without a selection all devices come at once")
    func atOnce() throws {
        #expect(RolloutForecast.batches(nil, members()).map(\.name) == ["all at once"])
        let budget = try policy("{disruptionBudget: {maxUnavailable: 1}}")
        #expect(RolloutForecast.batches(budget, members()).map(\.devices.count) == [10])
    }

    @Test("a batch's threshold counts before the policy's, and that before 90%")
    func thresholds() throws {
        let text =
            "{successThreshold: 80%, deviceSelection: {strategy: BatchSequence, sequence: [{limit: 1, successThreshold: 100%}, {limit: 1}]}}"
        #expect(RolloutForecast.batches(try policy(text), []).map(\.successThreshold) == ["100%", "80%", "80%"])
        #expect(RolloutForecast.batches(nil, []).map(\.successThreshold) == ["90%"])
    }

    @Test(
        "a budget holds in each group",
        arguments: [
            ("{maxUnavailable: 2}", [" 10 2"]), ("{minAvailable: 7}", [" 10 3"]), ("{minAvailable: 99}", [" 10 1"]),
            ("{maxUnavailable: 2, minAvailable: 9}", [" 10 1"]),
            ("{groupBy: [site], maxUnavailable: 1}", ["site=x 5 1", "site=y 5 1"]),
            ("{groupBy: [rack], maxUnavailable: 99}", ["!rack 10 10"]),
        ] as [(String, [String])])
    func budgets(budget: String, expected: [String]) throws {
        let groups = RolloutForecast.budget(try policy("{disruptionBudget: \(budget)}"), members())
        #expect(groups.map { "\($0.group) \($0.devices) \($0.atOnce)" } == expected)
    }

    @Test(
        "the limit of the whole fleet rounds down, never below one, and stands before the groups",
        arguments: [
            ("{maxUnavailable: 25%}", [" 2"]), ("{maxUnavailable: 1%}", [" 1"]), ("{maxUnavailable: 99}", [" 10"]),
            ("{maxUnavailable: 3, disruptionBudget: {groupBy: [rack], maxUnavailable: 2}}", [" 3", "!rack 2"]),
        ] as [(String, [String])])
    func wholeFleet(text: String, expected: [String]) throws {
        let groups = RolloutForecast.budget(try policy(text), members())
        #expect(groups.map { "\($0.group) \($0.atOnce)" } == expected)
    }

    @Test("devices that are away already use the budget up")
    func budgetOfAbsentDevices() throws {
        let groups = RolloutForecast.budget(
            try policy("{disruptionBudget: {minAvailable: 9}}"), members { $0 > 3 })
        #expect(groups.map(\.atOnce) == [0])
        #expect(RolloutForecast.budget(nil, members()).isEmpty)
    }
}
