public import Resources
public import Rollout
public import SQL

/// A fleet whose rollout the delivery pass looks at.
public struct DueFleet: Sendable {
    /// `fleet.id`.
    public let id: Int64
    /// `metadata.name`.
    public let name: String
    /// The newest version that is ready; nil while there is none.
    public let current: TemplateVersionName?
    /// Whether devices belong to it. A fleet without any has nobody to roll out to.
    public let hasMembers: Bool
    /// JSON of its policy; nil is none.
    private let policyJSON: [UInt8]?

    init(_ row: Row) throws {
        id = try row.int(0)
        policyJSON = try row.optionalJSON(1)
        hasMembers = try row.bool(2)
        current = try row.optionalInt(3).map { try TemplateVersionName(id: $0, name: row.string(4)) }
        name = try row.string(5)
    }

    /// Its policy; nil is none.
    /// - Throws: a ``StoreError`` when this release cannot read it.
    public func policy() throws -> RolloutPolicy? {
        try policyJSON.map { try StoredSpec.decode(RolloutPolicy.self, $0) }
    }
}

/// The fleets whose rollouts may begin or go on, as matching has noted them.
public enum RolloutDue {
    /// Whether a step is needed for a fleet `d.fleet_id`.
    private static let hasMembers = """
        (exists (select from device_target t where t.fleet_id = d.fleet_id)
         or exists (select from rollout o where o.fleet_id = d.fleet_id and o.finished_at is null))
        """

    /// Every fleet that is due.
    public static func fleets(_ connection: Connection, _ organization: OrganizationID) throws -> [DueFleet] {
        try connection.query(
            """
            select d.fleet_id, r.spec -> 'rolloutPolicy', \(hasMembers), v.id, v.name, r.name
            from rollout_due d
            join resource r on r.id = d.fleet_id
            join fleet f on f.id = d.fleet_id
            left join template_version v on v.id = f.current_tv_id
            where d.org = $1 order by d.fleet_id
            """,
            [.int(organization.value)]
        ).map(DueFleet.init)
    }

    /// Takes a fleet out of the set, in the transaction that makes the step which it was in it for. Locks the fleet first, as a
    /// commit does that removes it and with it the mark.
    public static func take(_ connection: Connection, fleet: Int64) throws {
        try connection.query(
            """
            with fleet as materialized (select id from resource where id = $1 for no key update)
            delete from rollout_due d using fleet f where d.fleet_id = f.id
            """,
            [.int(fleet)])
    }

    /// Those of the fleets that are still in the set and that nobody belongs to, locked: whoever marks one of them meanwhile waits
    /// and finds it taken; whoever has done so before is seen by the second statement.
    static func lockEmpty(_ connection: Connection, _ fleets: [Int64]) throws -> [Int64] {
        let due = try connection.query(
            """
            with fleet as materialized (
                select id from resource where id = any($1) order by kind, name for no key update)
            select d.fleet_id from fleet f join rollout_due d on d.fleet_id = f.id order by d.fleet_id for update of d
            """,
            [.intArray(fleets)]
        ).map { try $0.int(0) }
        return try connection.query(
            "select d.fleet_id from unnest($1::bigint[]) d(fleet_id) where not \(hasMembers)", [.intArray(due)]
        ).map { try $0.int(0) }
    }
}
