import Rollout

extension RolloutConformance {
    static var returning: [RolloutConformance] {
        [
            RolloutConformance("Those that refuse are remembered and get the good version; others keep theirs") {
                world in
                try await world.add([
                    WorldDevice.given("failed", 2).failing.with { $0.target.prior = 1 }, .running("fine", 2),
                    .given("waiting", 2, ago: 1), WorldDevice.running("known", 1).with { $0.target.refused = 2 },
                ])
                try await sendBack(world, .refused, good: 1, count: 1)
                let targets = try await world.targets()
                try expect(targets["failed"]?.version, 1)
                try expect(targets["failed"]?.refused, 2)
                try expect(targets["fine"]?.version, 2)
                try expect(targets["waiting"]?.version, 2)
                try await sendBack(world, .refused, good: 1, count: 0)
            },
            RolloutConformance("One that refused the good version before goes back to what it came from") { world in
                try await world.add([
                    WorldDevice.given("a", 3).failing.with {
                        $0.target.refused = 2
                        $0.target.prior = 1
                    }
                ])
                try await sendBack(world, .refused, of: 3, good: 2, count: 1)
                let target = try await world.targets()["a"]
                try expect(target?.version, 1)
                try expect(target?.refused, 3)
            },
            RolloutConformance("Where there is nothing to go back to, it should run nothing of the fleet") { world in
                try await world.add([WorldDevice.given("a", 1).failing])
                try await sendBack(world, .refused, of: 1, good: nil, count: 1)
                let target = try await world.targets()["a"]
                try expect(target?.version, nil)
                try expect(target?.refused, 1)
            },
            RolloutConformance("Unsettled are all that should run the version and do not, or are silent") { world in
                try await world.add([
                    WorldDevice.given("failed", 2).failing, .given("waiting", 2, ago: 1), .given("late", 2, ago: 5000),
                    WorldDevice.running("silent", 2).silent, .running("runs", 2), .running("old", 1),
                    WorldDevice.running("unrendered", 1).with {
                        $0.target.version = 2; $0.dispatchedAgo = 1
                    },
                ])
                try await sendBack(world, .unsettled, good: 1, count: 5)
                try expect(try await world.names { $0.version == 2 }, ["runs"])
                try expect(try await world.names { $0.refused == 2 }, ["failed"])
            },
            RolloutConformance("Remembers that a device refused which has something else by now") { world in
                try await world.add([WorldDevice.given("a", 2).failing.with { $0.target.version = 1 }])
                try await sendBack(world, .refused, good: 1, count: 1)
                try expect(try await world.targets()["a"]?.refused, 2)
            },
            RolloutConformance("A retry tries anew what could not be rendered") { world in
                try await world.add([
                    WorldDevice("a").batch(0).with {
                        $0.target.version = 2
                        $0.dispatchedAgo = 1
                        $0.isUnrenderable = true
                    }
                ])
                let rollout = try await world.rollout(of: 2, good: nil)
                _ = try await world.loaded { try $0.sendBack(rollout, .refused, to: nil) }
                try await world.loaded { try $0.forgetOutcomes(rollout) }
                let count = try await world.loaded {
                    try $0.dispatch(
                        rollout, .batch, version: rollout.version, allowances: nil, groupBy: [], limit: nil,
                        includesOffline: false)
                }
                try expect(count, 1)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.waiting, 1)
            },
            RolloutConformance("A retry tries again with whom nothing could be rendered for, or who failed unremembered") {
                world in
                try await world.add([
                    WorldDevice.given("a", 2).with { $0.isUnrenderable = true }, WorldDevice.given("b", 2).failing,
                ])
                let rollout = try await world.rollout(of: 2)
                try await world.loaded { try $0.forgetOutcomes(rollout) }
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 100_000) }
                try expect(facts.fleet.failed, 0)
                try expect(facts.fleet.waiting, 2)
            },
            RolloutConformance("A retry forgets who refused this version, and no other") { world in
                try await world.add([
                    WorldDevice.running("a", 1).with { $0.target.refused = 2 },
                    WorldDevice.running("b", 1).with { $0.target.refused = 1 },
                    WorldDevice.given("c", 2).failing.with {
                        $0.target.version = nil; $0.target.refused = 2
                    },
                ])
                let rollout = try await world.rollout(of: 2)
                try await world.loaded { try $0.forgetOutcomes(rollout) }
                try expect(try await world.names { $0.refused != nil }, ["b"])
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.failed, 0)
                try expect(facts.fleet.pending, 3)
            },
        ]
    }

    private static func sendBack(
        _ world: World, _ scope: ReturnScope, of version: Int = 2, good: Int?, count: Int64
    ) async throws {
        let stored = try await world.loaded { [fleet = world.fleet] in try $0.load(fleet: fleet)?.rollout }
        let rollout: Rollout
        if let stored { rollout = stored } else { rollout = try await world.rollout(of: version, good: good) }
        let id = good.map { world.versions[$0 - 1] }
        try expect(try await world.loaded { try $0.sendBack(rollout, scope, to: id) }, count, "sent back")
    }
}
