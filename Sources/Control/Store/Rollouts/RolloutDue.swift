public import Resources
public import Rollout
public import SQL

/// A fleet whose rollout the delivery pass looks at.
public struct DueFleet: Sendable {
    /// `fleet.id`.
    public let id: Int64
    /// The newest version that is ready; nil while there is none.
    public let current: TemplateVersionName?
    /// Whether devices belong to it. A fleet without any has nobody to roll out to.
    public let hasMembers: Bool
    /// Its policy; nil is none.
    public let policy: RolloutPolicy?
}

/// The fleets whose rollouts may begin or go on, as matching has noted them.
public enum RolloutDue {
    /// Every fleet that is due.
    public static func fleets(_ connection: Connection, _ organization: OrganizationID) throws -> [DueFleet] {
        try connection.query(
            """
            select d.fleet_id, r.spec -> 'rolloutPolicy',
                   exists (select from device_target t where t.fleet_id = d.fleet_id)
                   or exists (select from rollout o where o.fleet_id = d.fleet_id and o.finished_at is null),
                   v.id, v.name
            from rollout_due d
            join resource r on r.id = d.fleet_id
            join fleet f on f.id = d.fleet_id
            left join template_version v on v.id = f.current_tv_id
            where d.org = $1 order by d.fleet_id
            """,
            [.int(organization.value)]
        ).map { row in
            try DueFleet(
                id: row.int(0),
                current: row.optionalInt(3).map { try TemplateVersionName(id: $0, name: row.string(4)) },
                hasMembers: row.bool(2),
                policy: row.optionalJSON(1).map { try StoredSpec.decode(RolloutPolicy.self, $0) })
        }
    }

    /// Takes fleets out of the set, in the transaction that does what they were in it for.
    public static func take(_ connection: Connection, fleets: [Int64]) throws {
        try connection.query("delete from rollout_due where fleet_id = any($1)", [.intArray(fleets)])
    }

    /// Stores the rollouts of fleets that nobody belongs to as completed: a first sync brings very many of them at once. Devices
    /// that join meanwhile are noted anew, and get the good version.
    public static func complete(
        _ connection: Connection, _ organization: OrganizationID, _ endings: [RolloutEnding]
    ) throws {
        guard !endings.isEmpty else { return }
        let (ids, rollouts) = (endings.map(\.fleet), endings.map(\.rollout))
        try connection.query(
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
            """,
            [
                .int(organization.value), .intArray(ids), .intArray(rollouts.map(\.version)),
                .textArray(rollouts.map(\.state.rawValue)), .textArray(rollouts.map(\.reason)),
                .textArray(rollouts.map(\.message)), .intArray(rollouts.map { Int64($0.batch) }),
                .textArray(rollouts.map(\.digest)),
                .jsonArray(endings.map { RolloutWire($0.rollout, $0.plan).annotationsJSON }),
            ])
        try connection.query(
            """
            update fleet f set good_tv_id = i.tv_id
            from unnest($1::bigint[], $2::bigint[]) i(id, tv_id)
            where f.id = i.id and f.good_tv_id is distinct from i.tv_id
            """,
            [.intArray(ids), .intArray(rollouts.map(\.version))])
        try CommitRollouts.moved(connection, versions: rollouts.map(\.version))
    }
}

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
}
