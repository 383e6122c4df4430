import Resources
import Rollout

extension RolloutConformance {
    static var choosing: [RolloutConformance] {
        [
            RolloutConformance("Chooses in the order of names, as many as the limit says, and connected ones only") {
                world in
                try await world.add([
                    .running("d", 1), WorldDevice.running("a", 1).silent, .running("c", 1), .running("b", 1),
                ])
                try await choose(world, limit: .count(2), count: 2)
                try expect(try await world.names { $0.batch == 0 }, ["b", "c"])
            },
            RolloutConformance("Chooses silent ones too when it is the last batch") { world in
                try await world.add([.running("b", 1), WorldDevice.running("a", 1).silent])
                try await choose(world, limit: nil, includesOffline: true, count: 2)
            },
            RolloutConformance("A share is of all that match, less those that got the version before") { world in
                try await world.add(
                    (0..<7).map { .running("a\($0)", 1) } + [.running("b1", 2), .given("b2", 2, ago: 1)]
                        + [WorldDevice.running("b3", 1).with { $0.target.refused = 2 }])
                // round(10 × 45 %) − 3
                try await choose(world, limit: .percent(45), count: 2)
            },
            RolloutConformance("A share that others have used up chooses nobody") { world in
                try await world.add([.running("a", 1), .running("b", 2), .running("c", 2)])
                try await choose(world, limit: .percent(50), count: 0)
            },
            RolloutConformance("Halves round up, and all is all") { world in
                try await world.add([.running("a", 1), .running("b", 1), .running("c", 1)])
                try await choose(world, limit: .percent(50), count: 2)
                try await choose(world, limit: .percent(100), count: 3)
            },
            RolloutConformance("Chooses nobody who has the version, refused it or takes no part") { world in
                try await world.add([
                    .running("has", 2), .given("gets", 2, ago: 1),
                    WorldDevice.running("refused", 1).with { $0.target.refused = 2 },
                    WorldDevice.given("failed", 2, ago: 1).failing,
                    WorldDevice.running("conflict", 1).with { $0.isMember = false },
                ])
                try await choose(world, limit: nil, includesOffline: true, count: 0)
            },
            RolloutConformance("One that an earlier batch left behind is chosen anew") { world in
                try await world.add([WorldDevice.running("a", 1).batch(0), WorldDevice.running("b", 2).batch(0)])
                try await choose(world, limit: nil, batch: 1, count: 1)
                try expect(try await world.names { $0.batch == 1 }, ["a"])
            },
            RolloutConformance("Selectors of batches honour labels and expressions") { world in
                try await world.add([
                    .running("a", 1, labels: ["site": "x", "tier": "1"]), .running("b", 1, labels: ["site": "x"]),
                    .running("c", 1, labels: ["site": "y", "tier": "2"]), .running("d", 1),
                ])
                for (batch, (selector, names)) in selectors.enumerated() {
                    try await choose(world, selector: selector, limit: nil, batch: batch, count: Int64(names.count))
                    try expect(try await world.names { $0.batch == batch }, names)
                }
            },
        ]
    }

    private static func choose(
        _ world: World, selector: LabelSelector? = nil, limit: Amount?, includesOffline: Bool = false, batch: Int = 0,
        count: Int64
    ) async throws {
        let standing = try await world.loaded { [fleet = world.fleet] in try $0.load(fleet: fleet) }
        var rollout = standing?.rollout
        if rollout == nil { rollout = try await world.rollout(of: 2, batch: batch) }
        rollout?.batch = batch
        guard let rollout else { return }
        let chosen = try await world.loaded {
            try $0.choose(rollout, selector: selector, limit: limit, includesOffline: includesOffline)
        }
        try expect(chosen, count, "chosen")
    }

    private static var selectors: [(LabelSelector, [String])] {
        [
            (selector(labels: ["site": "x"]), ["a", "b"]),
            (selector(labels: ["site": "x"], "tier", .exists), ["a"]),
            (selector("tier", .doesNotExist), ["b", "d"]),
            (selector("site", .isIn, ["x", "y"]), ["a", "b", "c"]),
            (selector("site", .notIn, ["x"]), ["c", "d"]),
            (selector(labels: ["site": "none"]), []),
        ]
    }

    private static func selector(
        labels: [String: String]? = nil, _ key: String? = nil, _ sign: LabelExpression.Operator = .exists,
        _ values: [String] = []
    ) -> LabelSelector {
        var selector = LabelSelector()
        selector.matchLabels = labels
        if let key {
            var expression = LabelExpression()
            expression.key = key
            expression.operator = sign
            expression.values = values
            selector.matchExpressions = [expression]
        }
        return selector
    }
}
