public import Planning
import Resources
public import SQL

/// What the store knows about objects that a commit would take away: the facts of the guards.
public enum Removals {
    /// How many objects a sync owns.
    public static func owned(_ connection: Connection, sync: Int64) throws -> Int {
        try Int(connection.query("select count(*) from manifest where sync_id = $1", [.int(sync)]).one().int(0))
    }

    /// Those of the devices that are online, by name.
    public static func online(
        _ connection: Connection, _ organization: OrganizationID, devices: [String]
    ) throws -> [String] {
        guard !devices.isEmpty else { return [] }
        return try connection.query(
            "select name from device_state where org = $1 and name = any($2) and not disconnected order by name",
            [.int(organization.value), .textArray(devices)]
        ).map { try $0.string(0) }
    }

    /// The labels that objects have, of devices that are not enrolled those that they are to have; none for others.
    public static func labels(
        _ connection: Connection, _ organization: OrganizationID, of keys: [ObjectKey]
    ) throws -> [ObjectKey: [String: String]] {
        guard !keys.isEmpty else { return [:] }
        let rows = try connection.query(
            """
            select i.kind, i.name, l.key, l.value
            from unnest($2::text[], $3::text[]) i(kind, name)
            left join resource r on r.org = $1 and r.kind = i.kind and r.name = i.name
            left join device e on i.kind = 'Device' and e.org = $1 and e.name = i.name
            left join device_declaration d on i.kind = 'Device' and d.org = $1 and d.name = i.name
            cross join lateral jsonb_each_text(coalesce(r.labels, e.labels, d.labels)) l
            """,
            [.int(organization.value), .textArray(keys.map(\.kind.rawValue)), .textArray(keys.map(\.name))])
        var labels: [ObjectKey: [String: String]] = [:]
        for row in rows { try labels[OwnedManifests.key(row, 0), default: [:]][row.string(2)] = row.string(3) }
        return labels
    }

    /// What goes with ResourceSyncs of `deletionPolicy: Delete` that are deleted: all that they own, and what those of
    /// the same policy among it own. Never what the deleting sync owns or stands on itself.
    public static func cascade(
        _ connection: Connection, _ organization: OrganizationID, sync: Int64, deleting: [Owned]
    ) throws -> [Owned] {
        let syncs = deleting.filter { $0.key.kind == .resourceSync }
        guard !syncs.isEmpty else { return [] }
        let rows = try connection.query(
            """
            with recursive self as (
                select name, spec ->> 'repository' as repository from resource where id = $2
            ), gone as (
                select id from resource
                where org = $1 and kind = 'ResourceSync' and name = any($3) and id <> $2
                  and spec ->> 'deletionPolicy' = 'Delete'
                union
                select r.id from gone g
                join manifest m on m.sync_id = g.id and m.kind = 'ResourceSync'
                join resource r on r.id = m.object_id and r.id <> $2 and r.spec ->> 'deletionPolicy' = 'Delete'
            )
            select m.kind, m.name, m.path, m.doc, m.line, m.col, m.hash
            from gone g join manifest m on m.sync_id = g.id cross join self
            where (m.kind, m.name) not in (('ResourceSync', self.name), ('Repository', self.repository))
            order by m.kind, m.name
            """,
            [.int(organization.value), .int(sync), .textArray(syncs.map(\.key.name))])
        return try rows.map(OwnedManifests.owned)
    }
}
