import SQL

/// How a ResourceSync stands, in one document: what is in force, what was seen, what holds it back.
public enum SyncStanding {
    /// The document as JSON; nil when there is no such sync.
    public static func document(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String
    ) throws -> [UInt8]? {
        try snapshot.connection.query(
            """
            select jsonb_strip_nulls(jsonb_build_object(
                'apiVersion', 'flightctl.io/v1beta1', 'kind', 'ResourceSyncStanding',
                'metadata', jsonb_build_object('name', r.name),
                'repository', r.spec ->> 'repository', 'targetRevision', r.spec ->> 'targetRevision',
                'path', r.spec ->> 'path', 'commit', applied.entry, 'observedCommit', st.observed_oid,
                'generation', r.generation, 'appliedGeneration', st.succeeded_generation,
                'suspension', jsonb_strip_nulls(case when s.sync_id is not null then jsonb_build_object(
                    'reason', s.reason, 'author', s.author, 'since', \(WireTime.text("s.at")),
                    'until', \(WireTime.text("s.until"))) end),
                'pin', case when p.sync_id is not null then jsonb_build_object(
                    'commit', p.oid, 'reason', p.reason, 'author', p.author, 'since', \(WireTime.text("p.at"))) end,
                'waiting', case when b.sync_id is not null then jsonb_build_object(
                    'commit', b.commit_oid, 'guard', b.what, 'message', b.message) end,
                'owned', (select coalesce(jsonb_object_agg(kind, n), '{}') from (
                    select kind, count(*) n from manifest where sync_id = r.id group by kind) owned),
                'pending', exists (select from job where org = r.org and kind = 'sync' and key = r.id::text and state < 2),
                'passes', coalesce(last.id, 0), 'last', last.entry,
                'conditions', coalesce(c.conditions, '[]')))
            from resource r join sync_state st on st.sync_id = r.id
            left join resource_status c on c.resource_id = r.id
            left join sync_suspension s on s.sync_id = r.id and (s.until is null or s.until > now())
            left join sync_pin p on p.sync_id = r.id
            left join sync_block b on b.sync_id = r.id
            left join lateral (
                select \(SyncHistory.entry) as entry from sync_run n join commit c on c.id = n.commit_id
                where n.sync_id = r.id and n.outcome = 'applied' order by n.id desc limit 1) applied on true
            left join lateral (
                select n.id, \(SyncHistory.entry) as entry from sync_run n left join commit c on c.id = n.commit_id
                where n.sync_id = r.id order by n.id desc limit 1) last on true
            where r.org = $1 and r.kind = 'ResourceSync' and r.name = $2
            """, [.int(organization.value), .text(name)]
        ).first.map { try $0.json(0) }
    }
}
