import Resources
import Rollout
import RolloutConformance
import SQL
import Store
import TestSupport
import Testing

@Suite("Devices that move to another fleet")
struct MovingTests {
    @Test(
        "P7: one that moves while a step waits for its row gets nothing of the former fleet",
        arguments: [nil, 5] as [Int64?])
    func dispatch(limit: Int64?) async throws {
        try await expectUntouched { ledger, rollout in
            try ledger.dispatch(
                rollout, .joiners, version: rollout.goodVersion ?? 0, allowances: nil, groupBy: [], limit: limit,
                includesOffline: false)
        }
    }

    @Test("P7: nor does it when all that are left get the version")
    func rest() async throws {
        try await expectUntouched { ledger, rollout in
            try ledger.dispatch(
                rollout, .rest, version: rollout.version, allowances: nil, groupBy: [], limit: nil,
                includesOffline: true)
        }
    }

    @Test("P7: nor is it chosen for a batch", arguments: [nil, .count(5)] as [Amount?])
    func choose(limit: Amount?) async throws {
        try await expectUntouched { ledger, rollout in
            try ledger.choose(rollout, selector: nil, limit: limit, includesOffline: false)
        }
    }

    /// Two devices of which one moves when the step has read it and cannot write it yet.
    private func expectUntouched(
        _ step: @escaping @Sendable (PostgresWorld.Ledger, Rollout) throws -> Int64
    ) async throws {
        try await PostgresWorld.with { world in
            try await world.add([.running("moves", 1), .running("stays", 1)])
            let rollout = try await world.rollout(of: 3, good: 2)
            let (moved, mover) = AsyncStream<Void>.makeStream()
            async let move: Void = world.database.transaction { connection in
                try connection.query(
                    """
                    update device_target set fleet_id = null, tv_id = null
                    where device_id = (select id from device where name = 'moves')
                    """)
                mover.finish()
                try connection.waitUntilSomebodyIsBlocked()
            }
            for await _ in moved {}
            let count = try await world.loaded { try step($0, rollout) }
            try await move
            #expect(count == 1)
            let left = try await world.database.read {
                try $0.query("select tv_id is null and batch is null from device_target where fleet_id is null").one()
                    .bool(0)
            }
            #expect(left)
        }
    }
}
