import Rollout
import RolloutConformance
import SQL
import Store
import Testing

@Suite("Fleets that nobody belonged to when they were looked at")
struct DueTests {
    @Test(
        "P7: one that has got a member or a rollout since stays due, for a step",
        arguments: [(0, nil, false), (1, nil, true), (0, RolloutState.pending, true), (0, .completed, false)]
            as [(Int, RolloutState?, Bool)])
    func complete(members: Int, newest: RolloutState?, isDue: Bool) async throws {
        try await PostgresWorld.with { world in
            try await world.add((0..<members).map { .running("d\($0)", 1) })
            if let newest {
                _ = try await world.loaded { try $0.save(Self.rollout(world.versions[0], "v1", newest)) }
            }
            let ending = RolloutEnding(
                fleet: world.fleet, rollout: Self.rollout(world.versions[1], "v2", .completed), plan: RolloutPlan(nil))
            try await world.database.transaction { connection in
                try connection.query("insert into rollout_due (fleet_id, org) values ($1, 1)", [.int(world.fleet)])
                try RolloutDue.complete(connection, OrganizationID(1), fleets: [world.fleet], [ending])
            }
            let left = try await world.database.read {
                try $0.query(
                    """
                    select exists (select from rollout_due), exists (select from fleet where good_tv_id is not null),
                           (select count(*) from rollout)
                    """
                ).map { try ($0.bool(0), $0.bool(1), $0.int(2)) }
            }
            #expect(left.map(\.0) == [isDue])
            #expect(left.map(\.1) == [!isDue])
            #expect(left.map(\.2) == [(newest == nil ? 0 : 1) + (isDue ? 0 : 1)])
        }
    }

    private static func rollout(_ version: Int64, _ name: String, _ state: RolloutState) -> Rollout {
        let now = Moment(milliseconds: 0)
        var rollout = Rollout(version: version, versionName: name, goodVersion: nil, digest: "", now: now)
        rollout.state = state
        if !state.isActive { rollout.finishedAt = now }
        return rollout
    }
}
