public import SQL

/// Which fleet a device belongs to: exactly one fleet whose labels it carries, else none; two or more are a conflict
/// in which the device keeps what it has. Layers share their devices: a device that only layers match belongs to the
/// topmost one. Decided for whole sets in a few statements.
///
/// Which template version a member runs is none of its business: whatever may change that is told to the fleet's rollout.
public enum Matching {
    /// How many devices and fleets one transaction takes from the work sets.
    static let batch: Int64 = 20_000

    /// Takes marked fleets and devices out of the work sets, matches them again, and marks as stale every device whose
    /// spec may differ now. One transaction; the caller repeats while it returns true.
    /// - Returns: Whether anything was taken.
    public static func settle(_ connection: Connection, _ organization: OrganizationID) throws -> Bool {
        let fleets = try take(connection, organization, "fleet")
        let devices = try take(connection, organization, "device")
        guard !fleets.isEmpty || !devices.isEmpty else { return false }
        try gather(
            connection, organization, fleets: reselected(connection, organization, fleets), devices: devices)
        try assign(connection)
        let composed = try LayerComposition.compose(connection, organization, touched: fleets)
        let disputed = try noteConflicts(connection, organization)
        try markStale(connection, devices: devices)
        try RolloutQueue.note(
            connection, organization, fleets: fleets + composed, membersOf: disputed, changed: devices)
        return true
    }

    private static func take(_ connection: Connection, _ organization: OrganizationID, _ what: String) throws -> [Int64]
    {
        try connection.query(
            """
            delete from \(what)_dirty where \(what)_id in (
                select \(what)_id from \(what)_dirty where org = $1 order by \(what)_id limit \(batch)
                for update skip locked)
            returning \(what)_id
            """,
            [.int(organization.value)]
        ).map { try $0.int(0) }
    }

    /// Those of the marked fleets whose members may be others than before. Another template alone changes nobody's fleet;
    /// where there are layers, a new version is composed with those that apply to the members.
    private static func reselected(
        _ connection: Connection, _ organization: OrganizationID, _ fleets: [Int64]
    ) throws -> [Int64] {
        guard !fleets.isEmpty else { return [] }
        return try connection.query(
            """
            insert into fleet_matched as m (fleet_id, selection)
            select id, jsonb_build_array(match_labels, layer_order) from fleet where id = any($2) order by id
            on conflict (fleet_id) do update set selection = excluded.selection
                where m.selection <> excluded.selection
                   or exists (select from fleet layer where layer.org = $1 and layer.layer_order is not null)
            returning fleet_id
            """,
            [.int(organization.value), .intArray(fleets)]
        ).map { try $0.int(0) }
    }

    /// The devices whose membership may change, each with every fleet that wants it for itself, or else the topmost layer.
    private static func gather(
        _ connection: Connection, _ organization: OrganizationID, fleets: [Int64], devices: [Int64]
    ) throws {
        try connection.execute(
            script: """
                create temporary table if not exists matching (
                    device_id bigint primary key, fleets bigint[] not null, layered boolean not null) on commit delete rows
                """)
        try connection.query(
            """
            insert into matching
            with touched as (
                select unnest($3::bigint[]) as id
                union select device_id from device_target where fleet_id = any($2)
                union select device_id from device_conflict where fleet_id = any($2)
                union select d.id from fleet f join device d on d.org = $1 and d.labels @> f.match_labels
                      where f.id = any($2) and f.match_labels is not null
            )
            select t.id,
                   coalesce(array_agg(f.id order by f.id) filter (where f.layer_order is null and f.id is not null),
                            (array_agg(f.id order by f.layer_order desc, layer.name desc)
                             filter (where f.layer_order is not null))[1:1], '{}'),
                   count(f.layer_order) > 0
            from touched t
            join device d on d.id = t.id
            left join fleet f on f.org = $1 and f.match_labels is not null and d.labels @> f.match_labels
                             and d.decommission is null
            left join resource layer on layer.id = f.id and f.layer_order is not null
            group by t.id
            """,
            [.int(organization.value), .intArray(fleets), .intArray(devices)])
    }

    /// What a device got and refused in its former fleet says nothing in the new one. Both fleets are told: one has a
    /// newcomer, and in a rollout of the other a device stops counting.
    private static func assign(_ connection: Connection) throws {
        try connection.query(
            """
            with moved as (
                update device_target t
                set fleet_id = m.fleets[1], stale = true, error = null, rev = t.rev + 1, \(RolloutMarks.none)
                from matching m join device_target former on former.device_id = m.device_id
                where t.device_id = m.device_id and cardinality(m.fleets) <= 1
                  and t.fleet_id is distinct from m.fleets[1]
                returning t.org, t.fleet_id, former.fleet_id as former_id
            )
            insert into rollout_due (fleet_id, org)
            select distinct i.id, i.org from (
                select fleet_id as id, org from moved
                union all
                select r.fleet_id, r.org from rollout r
                where r.finished_at is null and r.fleet_id in (select former_id from moved)) i
            where i.id is not null order by 1
            on conflict (fleet_id) do update set org = excluded.org
            """,
            [])
    }

    /// Keeps `device_conflict` equal to the conflicts at hand, and tells of those that began or ended.
    /// - Returns: the devices for which one began or ended.
    private static func noteConflicts(_ connection: Connection, _ organization: OrganizationID) throws -> [Int64] {
        let ended = try connection.query(
            """
            delete from device_conflict c using matching m
            where c.device_id = m.device_id and (cardinality(m.fleets) < 2 or c.fleet_id <> all(m.fleets))
            returning c.device_id, cardinality(m.fleets) < 2
            """,
            [])
        let begun = try connection.query(
            """
            insert into device_conflict (device_id, fleet_id)
            select m.device_id, unnest(m.fleets) from matching m where cardinality(m.fleets) >= 2
            on conflict do nothing returning device_id
            """,
            [])
        let disputed = try Set(begun.map { try $0.int(0) })
        let resolved = try Set(ended.filter { try $0.bool(1) }.map { try $0.int(0) })
        try announce(
            connection, organization, devices: disputed, reason: "DeviceMultipleOwnersDetected",
            severity: .warning, text: "Device matches more than one fleet; it keeps what it runs")
        try announce(
            connection, organization, devices: resolved,
            reason: "DeviceMultipleOwnersResolved", severity: .normal,
            text: "Device no longer matches more than one fleet")
        return disputed.union(resolved).sorted()
    }

    private static func announce(
        _ connection: Connection, _ organization: OrganizationID, devices: Set<Int64>, reason: String,
        severity: EventRecord.Severity, text: String
    ) throws {
        guard !devices.isEmpty, devices.count <= Events.mostPerChange else { return }
        let names = try connection.query(
            "select name from device where id = any($1) order by name", [.intArray(devices.sorted())])
        try Events.record(
            connection,
            names.map { row in
                try EventRecord(
                    organization: organization, kind: "Device", name: row.string(0), reason: reason,
                    severity: severity, message: text, component: "delivery")
            })
    }

    /// Every device whose own labels or spec changed. One for which nothing could be rendered may be offered its version
    /// again, since other inputs may have another result.
    private static func markStale(_ connection: Connection, devices: [Int64]) throws {
        try connection.query(
            """
            update device_target
            set stale = true, refused_tv_id = case when refused_version is null then null else refused_tv_id end,
                refused_why = case when refused_version is null then null else refused_why end,
                refused_good_tv_id = case when refused_good_version is null then null else refused_good_tv_id end
            where device_id = any($1)
              and (not stale or (refused_tv_id is not null and refused_version is null)
                   or (refused_good_tv_id is not null and refused_good_version is null))
            """,
            [.intArray(devices)])
    }
}
