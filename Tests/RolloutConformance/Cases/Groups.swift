import Rollout

extension RolloutConformance {
    static var groups: [RolloutConformance] {
        [
            RolloutConformance("Groups by labels; a device without the label is in a group of its own kind") { world in
                try await world.add([
                    WorldDevice.running("a", 1, labels: ["site": "x", "tier": "1"]).batch(0),
                    WorldDevice.running("b", 1, labels: ["site": "x"]).batch(0),
                    WorldDevice.running("c", 1, labels: ["tier": "1"]).batch(0), WorldDevice.running("d", 1).batch(0),
                    .running("e", 1, labels: ["site": "x", "tier": "1"]),
                ])
                let groups = try await read(world, by: ["site", "tier"])
                try expect(groups.count, 4)
                try expect(groups[["x", "1"]]?.total, 2)
                try expect(groups[["x", "1"]]?.eligible, 1)
                try expect(groups[["x", nil]]?.total, 1)
                try expect(groups[[nil, "1"]]?.total, 1)
                try expect(groups[[nil, nil]]?.total, 1)
            },
            RolloutConformance("Without labels all members are one group") { world in
                try await world.add([.running("a", 1), WorldDevice.running("b", 1).silent])
                let groups = try await read(world, by: [])
                try expect(groups.count, 1)
                try expect(groups[[]]?.total, 2)
                try expect(groups[[]]?.available, 1)
            },
            RolloutConformance("Busy are those that may be away because of us, and nobody else") { world in
                try await world.add(busyAndNot)
                let group = try await read(world, by: [])[[]]
                try expect(group?.total, 11)
                try expect(group?.busy, 4)
                try expect(group?.available, 3)
            },
        ]
    }

    private static func read(_ world: World, by keys: [String]) async throws -> [[String?]: GroupFacts] {
        let rollout = try await world.rollout(of: 2)
        let groups = try await world.loaded {
            try $0.groups(rollout, by: keys, scope: .batch, updateTimeout: 1000)
        }
        return Dictionary(uniqueKeysWithValues: groups.map { ($0.key, $0) })
    }

    private static var busyAndNot: [WorldDevice] {
        [
            // Busy.
            .given("applies", 2, ago: 1), .given("applies-for-long", 2, ago: 5000),
            WorldDevice.running("unrendered", 1).with {
                $0.target.version = 2; $0.dispatchedAgo = 1
            },
            WorldDevice.given("lost", 2, ago: 1).silent,
            // Available.
            .running("fine", 2), .running("fine-and-old", 1), WorldDevice("newcomer"),
            // Away, and not because of us.
            WorldDevice.running("silent", 2).silent, WorldDevice.given("gone", 2, ago: 5000).silent,
            WorldDevice.given("was-silent", 2, ago: 1).silent.with { $0.target.wasConnected = false },
            WorldDevice.given("failed", 2, ago: 1).silent.failing,
        ]
    }
}
