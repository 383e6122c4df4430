import Resources
import Rollout
import Rollouts

extension RolloutConformance {
    static var stepping: [RolloutConformance] {
        [
            RolloutConformance(
                "A fleet without batches gives the version to all at once, and a second step does nothing"
            ) {
                world in
                try await world.add([.running("a", 1), WorldDevice.running("b", 1).silent])
                try await world.set(current: 2, good: 1, policy: nil)
                let first = try await step(world)
                try expect(first?.state, .inProgress)
                try expect(try await world.names { $0.version == 2 }, ["a", "b"])
                let told = try await world.told()
                let second = try await step(world)
                try expect(second, first)
                try expect(try await world.told(), told)
            },
            RolloutConformance("A fleet without devices completes in one step") { world in
                try await world.set(current: 1, good: nil, policy: nil)
                try expect(try await step(world)?.state, .completed)
                try expect(
                    try await world.transaction { [fleet = world.fleet] in try $0.load(fleet: fleet)?.good?.name }, "v1"
                )
            },
            RolloutConformance("Batches and the budget hold together") { world in
                try await world.add((1...6).map { .running("a\($0)", 1) })
                var policy = RolloutPolicy()
                policy.maxUnavailable = .count(1)
                var batch = Batch()
                batch.limit = .count(2)
                policy.deviceSelection = DeviceSelection()
                policy.deviceSelection?.sequence = [batch]
                try await world.set(current: 2, good: 1, policy: policy)
                let rollout = try await step(world)
                try expect(rollout?.reason, "HeldBack")
                try expect(try await world.names { $0.batch == 0 }, ["a1", "a2"])
                try expect(try await world.names { $0.version == 2 }, ["a1"])
            },
            RolloutConformance("A newer version takes the place of a rollout") { world in
                try await world.add([.running("a", 1)])
                try await world.set(current: 2, good: 1, policy: nil)
                let first = try await step(world)
                try await world.set(current: 3, good: 1, policy: nil)
                let second = try await step(world)
                try expect(second?.versionName, "v3")
                try expect(second?.id == first?.id, false, "the same rollout")
                try expect(try await world.names { $0.version == 3 }, ["a"])
            },
            RolloutConformance("Who comes back with the version of a rollout that failed goes back to the good one") {
                world in
                try await world.add([
                    .running("runs", 2), WorldDevice.running("silent", 2).silent, .running("good", 1),
                    WorldDevice.running("other", 2).with { $0.isMember = false },
                ])
                _ = try await world.rollout(of: 2, state: .failed)
                try expect(try await step(world)?.state, .failed)
                try expect(try await world.names { $0.version == 1 }, ["good", "runs", "silent"])
            },
            RolloutConformance("A command that does not fit is refused and changes nothing") { world in
                try await world.set(current: 1, good: nil, policy: nil)
                let before = try await step(world)
                let refusal: RolloutRefusal? = try await world.transaction { [fleet = world.fleet] ledger in
                    do {
                        _ = try RolloutStepper(ledger).command([.pause], fleet: fleet, by: "user:a")
                        return nil
                    } catch let refusal as RolloutRefusal { return refusal }
                }
                try expect(refusal == nil, false, "accepted")
                try expect(try await step(world), before)
            },
            RolloutConformance("Commands that are given together do not refuse each other") { world in
                try await world.add([WorldDevice.running("a", 2).batch(0)])
                _ = try await world.rollout(of: 2, state: .awaitingApproval)
                let rollout = try await world.transaction { [fleet = world.fleet] ledger in
                    try RolloutStepper(ledger).command(
                        [.approvals(isManual: false), .approve], fleet: fleet, by: "user:a")
                }
                try expect(rollout?.state, .completed)
            },
            RolloutConformance("Commands that are given together are all carried out, or none") { world in
                try await world.add([WorldDevice.given("a", 2).batch(0)])
                let before = try await world.rollout(of: 2)
                do {
                    _ = try await world.transaction { [fleet = world.fleet] ledger in
                        try RolloutStepper(ledger).command([.pause, .approve], fleet: fleet, by: "user:a")
                    }
                    throw ConformanceFailure(description: "accepted")
                } catch is RolloutRefusal {}
                let standing = try await world.transaction { [fleet = world.fleet] in try $0.load(fleet: fleet) }
                try expect(standing?.rollout, before)
            },
        ]
    }

    private static func step(_ world: World) async throws -> Rollout? {
        try await world.transaction { [fleet = world.fleet] in try RolloutStepper($0).step(fleet: fleet) }
    }
}
