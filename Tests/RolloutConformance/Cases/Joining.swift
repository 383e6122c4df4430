import Rollout

extension RolloutConformance {
    static var joining: [RolloutConformance] {
        [
            RolloutConformance("Newcomers and returners join, nobody is taken backwards") { world in
                try await world.add(candidates)
                let rollout = try await world.rollout(of: 3, good: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.joiners, 4)
                try await join(world, rollout, version: 2)
                try expect(
                    try await world.names { $0.version == 2 },
                    ["earlier", "good", "newcomer", "older", "refused-new", "silent-good"])
            },
            RolloutConformance("When a rollout has ended, its batches hold nobody back") { world in
                try await world.add(candidates)
                let rollout = try await world.rollout(of: 3, good: 2, state: .cancelled)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.joiners, 5)
            },
            RolloutConformance("Without a good version nobody joins") { world in
                try await world.add(candidates)
                let rollout = try await world.rollout(of: 3, good: nil)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.joiners, 0)
            },
        ]
    }

    private static func join(_ world: World, _ rollout: Rollout, version: Int) async throws {
        let id = world.versions[version - 1]
        let count = try await world.loaded {
            try $0.dispatch(
                rollout, .joiners, version: id, allowances: nil, groupBy: [], limit: nil, includesOffline: false)
        }
        try expect(count, 4)
    }

    /// Towards a rollout of version 3 at batch 0, with version 2 as the good one.
    private static var candidates: [WorldDevice] {
        [
            WorldDevice("newcomer"), .running("older", 1), WorldDevice.running("earlier", 1).batch(7),
            WorldDevice.running("chosen", 1).batch(0), WorldDevice.running("silent", 1).silent,
            .running("good", 2), WorldDevice.running("silent-good", 2).silent, .running("new", 3), .running("newer", 4),
            WorldDevice.running("refused-good", 1).with { $0.target.refused = 2 },
            WorldDevice.running("refused-both", 1).with {
                $0.target.refused = 3
                $0.target.refusedGood = 2
            },
            WorldDevice.running("refused-new", 1).with { $0.target.refused = 3 },
            WorldDevice.running("conflict", 1).with { $0.isMember = false },
        ]
    }
}
