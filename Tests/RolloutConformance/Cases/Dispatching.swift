import Rollout

extension RolloutConformance {
    static var dispatching: [RolloutConformance] {
        [
            RolloutConformance("Gives the version to those of the batch, in the order of names, up to the limit") {
                world in
                try await world.add([
                    WorldDevice.running("c", 1).batch(0), WorldDevice.running("a", 1).batch(0),
                    WorldDevice.running("b", 1).batch(1), WorldDevice.running("d", 1).batch(0), .running("e", 1),
                ])
                try await dispatch(world, limit: 2, count: 2)
                try expect(try await world.names { $0.version == 2 }, ["a", "c"])
            },
            RolloutConformance("Groups get what they are allowed, and those that are not named get nothing") { world in
                try await world.add(
                    ["a1", "a2", "a3", "b1", "b2", "c1"].map {
                        WorldDevice.running($0, 1, labels: ["site": String($0.prefix(1))]).batch(0)
                    } + [WorldDevice.running("none", 1).batch(0)])
                try await dispatch(
                    world,
                    allowances: [
                        GroupAllowance(key: ["a"], count: 2), GroupAllowance(key: ["b"], count: 5),
                        GroupAllowance(key: [nil], count: 1),
                    ], by: ["site"], count: 5)
                try expect(try await world.names { $0.version == 2 }, ["a1", "a2", "b1", "b2", "none"])
            },
            RolloutConformance("Limit and allowances hold together") { world in
                try await world.add((1...4).map { WorldDevice.running("a\($0)", 1).batch(0) })
                try await dispatch(
                    world, allowances: [GroupAllowance(key: [], count: 3)], by: [], limit: 2, count: 2)
            },
            RolloutConformance("Silent ones are taken only when asked for") { world in
                try await world.add([WorldDevice.running("a", 1).batch(0).silent, WorldDevice.running("b", 1).batch(0)])
                try await dispatch(world, count: 1)
                try await dispatch(world, includesOffline: true, count: 1)
                let targets = try await world.targets()
                try expect(targets["a"]?.wasConnected, false)
                try expect(targets["b"]?.wasConnected, true)
            },
            RolloutConformance("All that are left get it and are chosen by that, whoever was chosen before") { world in
                try await world.add([
                    .running("a", 1), WorldDevice.running("b", 1).silent, WorldDevice.running("c", 1).batch(0),
                    WorldDevice("d"), WorldDevice.running("refused", 1).with { $0.target.refused = 2 },
                    .running("has", 2), WorldDevice.running("conflict", 1).with { $0.isMember = false },
                ])
                let rollout = try await world.rollout(of: 2, batch: 1)
                let count = try await world.loaded {
                    try $0.dispatch(
                        rollout, .rest, version: rollout.version, allowances: nil, groupBy: [], limit: nil,
                        includesOffline: true)
                }
                try expect(count, 4)
                try expect(try await world.names { $0.version == 2 && $0.batch == 1 }, ["a", "b", "c", "d"])
                try expect(try await world.targets()["a"]?.prior, 1)
                try expect(try await world.targets()["b"]?.wasConnected, false)
            },
            RolloutConformance("Nobody gets the version twice, or after refusing it") { world in
                try await world.add([
                    WorldDevice.running("a", 1).batch(0).with { $0.target.refused = 2 },
                    WorldDevice.given("b", 2, ago: 1).batch(0), WorldDevice.running("c", 2).batch(0),
                ])
                try await dispatch(world, includesOffline: true, count: 0)
            },
            RolloutConformance("Remembers what a device ran, and only if it ran it") { world in
                try await world.add([
                    WorldDevice.running("ran", 1).batch(0),
                    WorldDevice.given("waited", 1).batch(0).with { $0.target.prior = 4 },
                    WorldDevice("newcomer").batch(0),
                ])
                try await dispatch(world, count: 3)
                let targets = try await world.targets()
                try expect(targets["ran"]?.prior, 1)
                try expect(targets["waited"]?.prior, 4)
                try expect(targets["newcomer"]?.prior, nil)
            },
            RolloutConformance("What could not be rendered before is no failure of the new version") { world in
                try await world.add([
                    WorldDevice("a").batch(0).with {
                        $0.target.version = 1
                        $0.dispatchedAgo = 1
                        $0.isUnrenderable = true
                    }
                ])
                let rollout = try await dispatch(world, count: 1)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.failed, 0)
                try expect(facts.fleet.waiting, 1)
            },
            RolloutConformance("Going back takes those that run the version, and keeps what they came from") { world in
                try await world.add([
                    WorldDevice.running("a", 2).with { $0.target.prior = 1 }, WorldDevice.running("b", 2).silent,
                    .given("c", 2, ago: 1), .running("d", 1),
                ])
                let rollout = try await world.rollout(of: 2, state: .rollingBack)
                let good = world.versions[0]
                let count = try await world.loaded {
                    try $0.dispatch(
                        rollout, .rollback, version: good, allowances: nil, groupBy: [], limit: nil,
                        includesOffline: false)
                }
                try expect(count, 1)
                let target = try await world.targets()["a"]
                try expect(target?.version, 1)
                try expect(target?.prior, 1)
            },
            RolloutConformance("The organization's rate is used up by dispatches") { world in
                try await world.limit(organizationRate: 3)
                try await world.add((1...5).map { WorldDevice.running("a\($0)", 1).batch(0) })
                let rollout = try await world.rollout(of: 2)
                try expect(
                    try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }.organizationRoom, 3)
                try await dispatch(world, limit: 2, count: 2)
                try expect(
                    try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }.organizationRoom, 1)
            },
            RolloutConformance("Without a rate of the organization there is no limit") { world in
                let rollout = try await world.rollout(of: 2)
                try expect(
                    try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }.organizationRoom, nil)
            },
        ]
    }

    @discardableResult
    private static func dispatch(
        _ world: World, allowances: [GroupAllowance]? = nil, by keys: [String] = [], limit: Int64? = nil,
        includesOffline: Bool = false, count: Int64
    ) async throws -> Rollout {
        let stored = try await world.loaded { [fleet = world.fleet] in try $0.load(fleet: fleet)?.rollout }
        let rollout: Rollout
        if let stored { rollout = stored } else { rollout = try await world.rollout(of: 2) }
        let given = try await world.loaded {
            try $0.dispatch(
                rollout, .batch, version: rollout.version, allowances: allowances, groupBy: keys, limit: limit,
                includesOffline: includesOffline)
        }
        try expect(given, count, "dispatched to")
        return rollout
    }
}
