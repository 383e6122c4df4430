import Resources
import SQL

extension ManifestClaims {
    /// Sets the condition `Contested` of syncs by what others claim of theirs, with both places of each object; an event
    /// tells when it is new or different. Writes nothing where nothing differs, and never says of a sync that was never
    /// contested that it is not.
    static func tell(_ connection: Connection, _ organization: OrganizationID, syncs: Set<Int64>) throws {
        guard !syncs.isEmpty else { return }
        let rows = try connection.query(
            """
            with told as (
                select s.id, s.name, claimed.count, claimed.message
                from resource s left join resource_status st on st.resource_id = s.id
                cross join lateral (
                    select count(*) as count, string_agg(c.text, e'\\n' order by c.text) filter (where c.n <= 10) as message
                    from (
                        select row_number() over (order by m.kind, m.name, o.name) as n,
                               m.kind || '/' || m.name || ' at ' || m.path || ':' || m.line || ':' || m.col
                               || ' is also declared by ResourceSync/' || o.name || ' at '
                               || c.path || ':' || c.line || ':' || c.col as text
                        from manifest m
                        join manifest_claim c on c.org = m.org and c.kind = m.kind and c.name = m.name
                                             and c.sync_id <> m.sync_id
                        join resource o on o.id = c.sync_id
                        where m.sync_id = s.id
                    ) c
                ) claimed
                where s.id = any($1)
                  and (claimed.count > 0 or st.conditions @> '[{"type": "Contested"}]')
                order by s.id
            )
            select name, count > 0, coalesce(message, '') || case when count > 10 then e'\\nand ' || count - 10 || ' more'
                                                              else '' end,
                   resource_condition(
                       id, 'Contested', case when count > 0 then 'True' else 'False' end,
                       case when count > 0 then 'DeclaredElsewhere' else 'DeclaredOnce' end,
                       case when count > 0 then message || e'\\nKeep each in one repository path only: remove it here to move it there.' else '' end)
            from told
            """, [.intArray(syncs.sorted())])
        let news = try rows.filter { try $0.bool(1) && $0.bool(3) }
        try Events.record(
            connection,
            news.map { row in
                try EventRecord(
                    organization: organization, kind: Kind.resourceSync.rawValue, name: row.string(0),
                    reason: "ResourceUpdateFailed", severity: .warning, message: row.string(2),
                    component: "resourcesync")
            })
    }
}
