import Rollout

extension RolloutConformance {
    static var storing: [RolloutConformance] {
        [
            RolloutConformance("A fleet that is gone is told as such") { world in
                try expect(try await world.transaction { try $0.load(fleet: -1) }, nil)
            },
            RolloutConformance("A rollout is read as it was stored, with every field") { world in
                var rollout = try await world.rollout(of: 2)
                rollout.state = .awaitingApproval
                rollout.reason = "NoEvidence"
                rollout.message = "Waiting for “x” \"y\""
                rollout.batch = 3
                rollout.isApproved = true
                rollout.isManual = true
                rollout.report = BatchReport(
                    name: "batch 1", successPercentage: 66, total: 3, successful: 2, failed: 1, timedOut: 0, offline: 4)
                rollout.progress = 7
                rollout.progressAt = rollout.createdAt + 5
                rollout.rateUsed = 9
                rollout.rateSince = rollout.createdAt + 6
                let stored = rollout
                let id = try await world.loaded { try $0.save(stored) }
                try expect(id, rollout.id)
                let standing = try await world.transaction { [fleet = world.fleet] in try $0.load(fleet: fleet) }
                try expect(standing?.rollout, stored)
                try expect(standing?.current?.name, "v2")
                try expect(standing?.good?.id, world.versions[0])
            },
            RolloutConformance("The newest rollout is the one that counts, and one may be active") { world in
                var first = try await world.rollout(of: 2)
                first.state = .superseded
                first.finishedAt = first.createdAt + 1
                let ended = first
                _ = try await world.loaded { try $0.save(ended) }
                let second = try await world.rollout(of: 3)
                let newest = try await world.transaction { [fleet = world.fleet] in try $0.load(fleet: fleet) }
                try expect(newest?.rollout?.id, second.id)
                let twice = try? await world.rollout(of: 4)
                try expect(twice, nil, "a second active rollout")
            },
            RolloutConformance("A step that is cut off has not happened (P7)") { world in
                try await world.add([WorldDevice.running("a", 1).batch(0), .running("b", 1)])
                let rollout = try await world.rollout(of: 2)
                try? await world.loaded { ledger in
                    var changed = rollout
                    changed.message = "half"
                    _ = try ledger.save(changed)
                    _ = try ledger.choose(rollout, selector: nil, limit: nil, includesOffline: true)
                    _ = try ledger.dispatch(
                        rollout, .batch, version: rollout.version, allowances: nil, groupBy: [], limit: nil,
                        includesOffline: true)
                    try ledger.adoptGood(rollout.version)
                    try ledger.tell(rollout, [RolloutEvent(.completed, "half")])
                    throw CutOff()
                }
                try expect(try await world.names { $0.version == 2 }, [])
                try expect(try await world.names { $0.batch != nil }, ["a"])
                let standing = try await world.transaction { [fleet = world.fleet] in try $0.load(fleet: fleet) }
                try expect(standing?.rollout, rollout)
                try expect(standing?.good?.id, world.versions[0])
                try expect(try await world.told(), [])
            },
            RolloutConformance("Good versions and reports are kept") { world in
                try await world.add([WorldDevice.running("a", 1).batch(0)])
                let rollout = try await world.rollout(of: 2)
                let report = BatchReport(
                    name: "batch 1", successPercentage: 100, total: 1, successful: 1, failed: 0, timedOut: 0, offline: 0
                )
                try await world.loaded { ledger in
                    try ledger.keep(report, of: rollout)
                    try ledger.keep(report, of: rollout)
                    try ledger.adoptGood(rollout.version)
                    try ledger.wake(at: rollout.createdAt + 60)
                    try ledger.tell(rollout, [RolloutEvent(.completed, "done")])
                }
                let standing = try await world.transaction { [fleet = world.fleet] in try $0.load(fleet: fleet) }
                try expect(standing?.good?.id, world.versions[1])
                try expect(try await world.told(), [.completed])
            },
        ]
    }
}

/// What a case throws to cut a step off.
private struct CutOff: Error {}
