public import Rollout
public import SQL

/// The rollout of a fleet without members, which is over as it begins.
public struct RolloutEnding: Sendable {
    let fleet: Int64
    let rollout: Rollout
    let plan: RolloutPlan

    /// States an ending: a rollout that has ended, of the fleet's newest version.
    public init(fleet: Int64, rollout: Rollout, plan: RolloutPlan) {
        self.fleet = fleet
        self.rollout = rollout
        self.plan = plan
    }

    fileprivate var wire: RolloutWire { RolloutWire(rollout, plan) }
}

extension RolloutDue {
    /// Takes fleets that nobody belongs to out of the set, and stores their rollouts as completed: a first sync brings very many of
    /// them at once. One that got a member since it was looked at stays in the set. A version that has had its rollout gets no other,
    /// and what became of that stays: one that failed or was cancelled does not become the good one.
    public static func complete(
        _ connection: Connection, _ organization: OrganizationID, fleets: [Int64], _ endings: [RolloutEnding]
    ) throws {
        let empty = Set(try lockEmpty(connection, fleets))
        let ended = try insert(connection, organization, endings.filter { empty.contains($0.fleet) })
        try adopt(connection, ended)
        try tell(connection, ended)
        try connection.query(
            "delete from rollout_due where fleet_id = any($1)", [.intArray(empty.sorted())])
    }

    /// - Returns: those whose fleets have not had a rollout of the version.
    private static func insert(
        _ connection: Connection, _ organization: OrganizationID, _ endings: [RolloutEnding]
    ) throws -> [RolloutEnding] {
        guard !endings.isEmpty else { return [] }
        let rollouts = endings.map(\.rollout)
        let inserted = try connection.query(
            """
            insert into rollout (org, fleet_id, tv_id, good_tv_id, state, reason, message, batch, digest, annotations,
                                 finished_at)
            select $1, i.fleet_id, i.tv_id, f.good_tv_id, i.state, i.reason, i.message, i.batch, i.digest, i.annotations, now()
            from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::jsonb[])
                 i(fleet_id, tv_id, state, reason, message, batch, digest, annotations)
            join fleet f on f.id = i.fleet_id
            where i.tv_id is distinct from (
                select o.tv_id from rollout o where o.fleet_id = f.id order by o.id desc limit 1)
            order by f.id
            returning fleet_id
            """,
            [
                .int(organization.value), .intArray(endings.map(\.fleet)), .intArray(rollouts.map(\.version)),
                .textArray(rollouts.map(\.state.rawValue)), .textArray(rollouts.map(\.reason)),
                .textArray(rollouts.map(\.message)), .intArray(rollouts.map { Int64($0.batch) }),
                .textArray(rollouts.map(\.digest)), .jsonArray(endings.map(\.wire.annotationsJSON)),
            ])
        let fleets = Set(try inserted.map { try $0.int(0) })
        return endings.filter { fleets.contains($0.fleet) }
    }

    private static func adopt(_ connection: Connection, _ ended: [RolloutEnding]) throws {
        guard !ended.isEmpty else { return }
        try connection.query(
            """
            update fleet f set good_tv_id = i.tv_id
            from unnest($1::bigint[], $2::bigint[]) i(id, tv_id)
            where f.id = i.id and f.good_tv_id is distinct from i.tv_id
            """,
            [.intArray(ended.map(\.fleet)), .intArray(ended.map(\.rollout.version))])
        try CommitRollouts.moved(connection, versions: ended.map(\.rollout.version))
    }

    /// What the fleets said of older rollouts is over.
    private static func tell(_ connection: Connection, _ ended: [RolloutEnding]) throws {
        guard !ended.isEmpty else { return }
        let wires = ended.map(\.wire)
        try connection.query(
            """
            insert into resource_status as s (resource_id, conditions)
            select i.id, condition_set('[]', 'RolloutInProgress', i.status, i.reason, i.message)
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) i(id, status, reason, message) order by i.id
            on conflict (resource_id) do update
                set rev = s.rev + 1, conditions = condition_set(
                    s.conditions, 'RolloutInProgress', excluded.conditions -> 0 ->> 'status',
                    excluded.conditions -> 0 ->> 'reason', excluded.conditions -> 0 ->> 'message')
            """,
            [
                .intArray(ended.map(\.fleet)), .textArray(wires.map { $0.isInProgress ? "True" : "False" }),
                .textArray(wires.map(\.reason)), .textArray(wires.map(\.message)),
            ])
    }
}
