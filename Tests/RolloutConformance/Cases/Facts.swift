import Rollout

extension RolloutConformance {
    static var facts: [RolloutConformance] {
        [
            RolloutConformance("Each member counts once, by how it stands towards the version") { world in
                try await world.add(everyStanding)
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                var counts = MemberCounts()
                counts.pending = 2
                counts.pendingOffline = 1
                counts.waiting = 2
                counts.offline = 1
                counts.expired = 1
                counts.succeeded = 2
                counts.failed = 4
                counts.timedOut = 1
                try expect(facts.fleet, counts, "fleet")
                try expect(facts.batch, MemberCounts(), "batch")
            },
            RolloutConformance("A failure counts only for the version that was dispatched") { world in
                // The error is about rendered version 4; what is rendered of the version is 5.
                try await world.add([WorldDevice.given("a", 2, ago: 1).with { $0.failedVersion = 4 }])
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.failed, 0)
                try expect(facts.fleet.waiting, 1)
            },
            RolloutConformance("What is not rendered yet waits, even if the device runs all that was rendered") {
                world in
                try await world.add([
                    WorldDevice.running("a", 1).with {
                        $0.target.version = 2; $0.dispatchedAgo = 1
                    }
                ])
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.waiting, 1)
                try expect(facts.fleet.succeeded, 0)
            },
            RolloutConformance("A device has timed out when its time is over, and not before") { world in
                try await world.add([.given("a", 2, ago: 1001), .given("b", 2, ago: 900)])
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.timedOut, 1)
                try expect(facts.fleet.waiting, 1)
                let left = facts.nextTimeout.map { ($0.milliseconds - facts.now.milliseconds) / 1000 }
                try expect(left.map { (80...100).contains($0) }, true, "next timeout in \(left ?? -1) s")
            },
            RolloutConformance("Without a device that waits there is no next timeout") { world in
                try await world.add([.running("a", 2), .running("b", 1), WorldDevice.given("c", 2, ago: 1).failing])
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.nextTimeout, nil)
            },
            RolloutConformance("Devices that two fleets match do not take part") { world in
                try await world.add([
                    WorldDevice.running("a", 2).with { $0.isMember = false }, .running("b", 2),
                ])
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.total, 1)
            },
            RolloutConformance("The batch counts those that were chosen for it, and knows who went silent") { world in
                try await world.add([
                    WorldDevice.given("a", 2, ago: 1).batch(1), WorldDevice.given("b", 2, ago: 1).batch(1).silent,
                    WorldDevice.given("c", 2, ago: 1).batch(1).silent.with { $0.target.wasConnected = false },
                    WorldDevice.running("d", 2).batch(1).silent, WorldDevice.given("e", 2, ago: 1).batch(0).silent,
                    WorldDevice.given("f", 2, ago: 5000).batch(1).silent,
                ])
                let rollout = try await world.rollout(of: 2, batch: 1)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.batch.total, 5)
                try expect(facts.batch.offline, 2)
                try expect(facts.lost, 2)
            },
            RolloutConformance("Those that refuse are told apart from those that are known to have refused") { world in
                try await world.add([
                    WorldDevice.given("a", 2).failing,
                    WorldDevice.given("b", 2).failing.with { $0.target.refused = 2 },
                    WorldDevice.given("c", 2).failing.with { $0.target.refused = 1 },
                ])
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.failed, 3)
                try expect(facts.refusing, 2)
            },
            RolloutConformance("A late success does not undo that a device refused the version") { world in
                try await world.add([WorldDevice.running("a", 2).with { $0.target.refused = 2 }])
                let rollout = try await world.rollout(of: 2)
                let facts = try await world.loaded { try $0.facts(rollout, updateTimeout: 1000) }
                try expect(facts.fleet.succeeded, 0)
                try expect(facts.fleet.failed, 1)
            },
        ]
    }

    private static var everyStanding: [WorldDevice] {
        [
            .running("pending", 1), WorldDevice("newcomer"), WorldDevice.running("pending-offline", 1).silent,
            .given("waiting", 2, ago: 1),
            WorldDevice.running("unrendered", 1).with {
                $0.target.version = 2; $0.dispatchedAgo = 1
            },
            WorldDevice.given("offline", 2, ago: 1).silent, WorldDevice.given("expired", 2, ago: 5000).silent,
            .running("succeeded", 2), WorldDevice.running("succeeded-silent", 2).silent,
            WorldDevice.given("failed", 2, ago: 1).failing, WorldDevice.given("failed-late", 2, ago: 5000).failing,
            WorldDevice.running("refused", 1).with { $0.target.refused = 2 },
            WorldDevice.running("unrenderable", 1).with {
                $0.target.version = 2
                $0.dispatchedAgo = 1
                $0.isUnrenderable = true
            },
            .given("timed-out", 2, ago: 5000),
        ]
    }
}
