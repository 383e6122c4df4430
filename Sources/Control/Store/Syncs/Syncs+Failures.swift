public import SQL

extension Syncs {
    /// States that the passes of a ResourceSync fail in themselves, with an event when it was synced before.
    public static func markNotSynced(_ connection: Connection, _ sync: Int64, message: String) throws {
        try connection.query(
            """
            with standing as materialized (
                select r.id, r.org, r.name, (select c ->> 'status' from jsonb_array_elements(s.conditions) c
                                             where c ->> 'type' = 'Synced') as status
                from resource r left join resource_status s on s.resource_id = r.id where r.id = $1
            )
            insert into event (org, kind, name, reason, type, message, actor, component)
            select org, 'ResourceSync', name, 'ResourceSyncSyncFailed', 'Warning', $2, 'service:resourcesync',
                   'resourcesync'
            from standing
            where resource_condition(id, 'Synced', 'False', 'fail', $2) and status is distinct from 'False'
            """,
            [.int(sync), .text(String(message.prefix(Events.longestMessage)))])
    }

    /// States for many ResourceSyncs at once that what they read from cannot be read: condition `Accessible`, and for
    /// those that said otherwise before an event and an entry in their history. Writes nothing to the others.
    public static func markInaccessible(
        _ connection: Connection, _ organization: OrganizationID, _ syncs: [Int64], reason: String, message: String
    ) throws {
        guard !syncs.isEmpty else { return }
        try connection.query(
            """
            with standing as materialized (
                select r.id, r.name, (select c ->> 'status' from jsonb_array_elements(s.conditions) c
                                      where c ->> 'type' = 'Accessible') as status
                from resource r join sync_state st on st.sync_id = r.id
                left join resource_status s on s.resource_id = r.id
                where r.org = $1 and r.id = any($2) order by r.id
            ), changed as materialized (
                select id, name from standing
                where resource_condition(id, 'Accessible', 'False', $3, $4) and status is distinct from 'False'
            ), run as (
                insert into sync_run (org, sync_id, started_at, outcome) select $1, id, now(), 'failed' from changed
            )
            insert into event (org, kind, name, reason, type, message, actor, component)
            select $1, 'ResourceSync', name, 'ResourceSyncInaccessible', 'Warning', left($4, \(Events.longestMessage)),
                   'service:resourcesync', 'resourcesync'
            from changed
            """,
            [.int(organization.value), .intArray(syncs), .text(reason), .text(message)])
    }
}
