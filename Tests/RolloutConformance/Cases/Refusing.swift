import Rollout
import Rollouts

/// A device that refused the good version is not offered it again, whatever it refused or ran since.
extension RolloutConformance {
    static var refusing: [RolloutConformance] {
        [
            RolloutConformance("On the way back the good version goes to nobody who refused it") { world in
                try await world.add([
                    .running("fine", 3),
                    WorldDevice.running("came-from-1", 3).with {
                        $0.target.refused = 2; $0.target.prior = 1
                    },
                    WorldDevice.running("came-from-nowhere", 3).with { $0.target.refusedGood = 2 },
                    WorldDevice.running("refused-all", 3).with {
                        $0.target.refused = 2
                        $0.target.refusedGood = 1
                        $0.target.prior = 1
                    },
                    WorldDevice.running("came-from-itself", 3).with {
                        $0.target.refused = 2; $0.target.prior = 3
                    },
                ])
                let rollout = try await world.rollout(of: 3, good: 2, state: .rollingBack)
                try expect(try await dispatch(world, rollout, .rollback, version: 2), 5)
                try expect(try await world.names { $0.version == 2 }, ["fine"])
                try expect(try await world.names { $0.version == 1 }, ["came-from-1"])
                try expect(
                    try await world.names { $0.version == nil },
                    ["came-from-itself", "came-from-nowhere", "refused-all"])
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.having, 0)
                try expect(facts.joiners, 0)
            },
            RolloutConformance("A rollback ends although somebody cannot go back to the good version") { world in
                try await world.add([
                    .running("fine", 3), WorldDevice.running("refused", 3).with { $0.target.refused = 2 },
                ])
                _ = try await world.rollout(of: 3, good: 2)
                let rollout = try await world.transaction { [fleet = world.fleet] ledger in
                    try RolloutStepper(ledger).command([.rollback], fleet: fleet, by: "user:a")
                }
                try expect(rollout?.state, .failed)
                try expect(try await world.targets()["fine"]?.version, 2)
                try expect(try await world.targets()["refused"]?.version, nil)
            },
            RolloutConformance("That the good version was refused outlives another refusal and its retry") { world in
                try await world.add([
                    WorldDevice.given("a", 3).failing.batch(0).with {
                        $0.target.refused = 2; $0.target.prior = 1
                    }
                ])
                let rollout = try await world.rollout(of: 3, good: 2)
                let good = world.versions[1]
                _ = try await world.loaded { try $0.sendBack(rollout, .refused, to: good) }
                try expect(try await world.targets()["a"]?.version, 1)
                try expect(try await world.targets()["a"]?.refused, 3)
                try await world.loaded { try $0.forgetOutcomes(rollout) }
                try expect(try await world.targets()["a"]?.refused, nil)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.pending, 1)
                try expect(try await dispatch(world, rollout, .batch, version: 3), 1)
                _ = try await world.loaded { try $0.sendBack(rollout, .unsettled, to: good) }
                try expect(try await world.targets()["a"]?.version, 1)
                try expect(try await world.targets()["a"]?.refusedGood, 2)
            },
            RolloutConformance("A version that is good by now does not hide one that the device goes back from") {
                world in
                try await world.add([
                    WorldDevice.given("a", 4).failing.with {
                        $0.target.refused = 3
                        $0.target.refusedGood = 2
                        $0.target.prior = 1
                    }
                ])
                var rollout = try await world.rollout(of: 4, good: 4, state: .completed)
                rollout.goodVersion = world.versions[1]
                let completed = rollout
                let good = world.versions[1]
                try expect(try await world.loaded { try $0.sendBack(completed, .refused, to: good) }, 1)
                let target = try await world.targets()["a"]
                try expect(target?.version, 1)
                try expect(target?.refusedGood, 2)
            },
            RolloutConformance("That the good version was refused outlives an older refusal") { world in
                try await world.add([
                    WorldDevice.given("a", 3).failing.with {
                        $0.target.refused = 1; $0.target.refusedGood = 2
                    }
                ])
                let rollout = try await world.rollout(of: 3, good: 2)
                let good = world.versions[1]
                try expect(try await world.loaded { try $0.sendBack(rollout, .refused, to: good) }, 1)
                let target = try await world.targets()["a"]
                try expect(target?.refused, 3)
                try expect(target?.refusedGood, 2)
                try expect(target?.version, nil)
            },
            RolloutConformance("One that fails with the good version is remembered when it gets another") { world in
                try await world.add([WorldDevice.given("a", 2).failing.batch(0), .running("b", 2).batch(0)])
                let rollout = try await world.rollout(of: 3, good: 2)
                try expect(try await dispatch(world, rollout, .batch, version: 3), 2)
                try expect(try await world.names { $0.refusedGood == 2 }, ["a"])
            },
            RolloutConformance("One that fails with what was good before is remembered as it gets what is good now") {
                world in
                try await world.add([
                    WorldDevice.given("a", 1).failing, .running("b", 1),
                    WorldDevice.given("c", 1).failing.with { $0.target.refused = 1 },
                ])
                let rollout = try await world.rollout(of: 2, good: 2, state: .completed)
                try expect(try await dispatch(world, rollout, .joiners, version: 2), 3)
                try expect(try await world.names { $0.refusedGood == 1 }, ["a"])
            },
            RolloutConformance(
                "One that joins has failed with a version that failed on it and is rendered for it still"
            ) {
                world in
                try await world.add([
                    WorldDevice.given("a", 2).failing.with { $0.target = WorldTarget() }, WorldDevice("b"),
                ])
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.failed, 1)
                try expect(facts.fleet.pending, 1)
                let chosen = try await world.loaded {
                    try $0.choose(rollout, selector: nil, limit: nil, includesOffline: true)
                }
                try expect(chosen, 1)
                let good = world.versions[0]
                try expect(try await world.loaded { try $0.sendBack(rollout, .refused, to: good) }, 1)
                try expect(try await world.names { $0.refused == 2 }, ["a"])
            },
            RolloutConformance("Nor does it get it back when it fails while another is on its way") { world in
                try await world.add([
                    WorldDevice.given("a", 2).failing.with {
                        $0.target.version = 3; $0.target.prior = 1
                    },
                    WorldDevice.given("b", 2).failing.with {
                        $0.target.version = 1; $0.dispatchedAgo = 1
                    },
                ])
                let rollout = try await world.rollout(of: 3, good: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.joiners, 0)
                let good = world.versions[1]
                try expect(try await world.loaded { try $0.sendBack(rollout, .unsettled, to: good) }, 1)
                try expect(try await world.names { $0.version == 1 }, ["a", "b"])
            },
        ]
    }

    private static func dispatch(
        _ world: World, _ rollout: Rollout, _ scope: DispatchScope, version: Int
    ) async throws -> Int64 {
        let id = world.versions[version - 1]
        return try await world.loaded {
            try $0.dispatch(
                rollout, scope, version: id, allowances: nil, groupBy: [], limit: nil, includesOffline: false)
        }
    }
}
