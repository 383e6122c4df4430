import SQL

/// Freezes layers into the template versions of the fleets whose members they apply to, as outside references are: what a
/// layer says reaches the devices of a fleet through a version of that fleet, and so through its rollout.
///
/// A fleet keeps the layers that it has once had until they are gone, so that no version is made when the last device
/// that one applies to leaves. To which of its devices each applies is decided by their labels when they are rendered.
enum LayerComposition {
    /// Makes a new version of every fleet for which other layers count, or other versions of them, than its current one
    /// was made with, and makes it the current one. In the transaction that matched devices to fleets, so that no version
    /// is rolled out without its layers.
    /// - Parameter fleets: Those whose own version, selector or place among layers may have changed.
    /// - Returns: The fleets that got a version.
    static func compose(
        _ connection: Connection, _ organization: OrganizationID, touched fleets: [Int64]
    ) throws -> [Int64] {
        let candidates = try candidates(connection, fleets)
        guard !candidates.isEmpty else { return [] }
        try gather(connection, organization, candidates)
        let created = try connection.query(
            """
            insert into template_version (org, fleet_id, name, generation, spec, state, commit_id, plain_id)
            select v.org, v.fleet_id, 'v' || v.generation || '-' || left(encode(sha256(convert_to(
                       v.id || coalesce((select string_agg(c.layer_tv_id || ' ' || c.layer_order || c.match_labels, ' '
                                                           order by c.layer_id)
                                         from composing c where c.fleet_id = v.fleet_id), ''), 'UTF8')), 'hex'), 8),
                   v.generation, v.spec, 1, v.commit_id, coalesce(v.plain_id, v.id)
            from fleet f join template_version v on v.id = f.current_tv_id
            where f.id = any($1) and exists (
                (select layer_id, layer_tv_id, layer_order, match_labels from composing where fleet_id = f.id
                 except select fleet_id, layer_tv_id, layer_order, match_labels from tv_layer where tv_id = v.id)
                union all
                (select fleet_id, layer_tv_id, layer_order, match_labels from tv_layer where tv_id = v.id
                 except select layer_id, layer_tv_id, layer_order, match_labels from composing where fleet_id = f.id))
            order by f.id
            on conflict (fleet_id, name) do nothing returning id
            """,
            [.intArray(candidates)]
        ).map { try $0.int(0) }
        guard !created.isEmpty else { return [] }
        try fill(connection, created)
        return try adopt(connection, created)
    }

    /// Fleets with members that some layer applies to, as far as the matching looked at them, and those with layers.
    private static func candidates(_ connection: Connection, _ fleets: [Int64]) throws -> [Int64] {
        try connection.query(
            """
            select t.fleet_id from matching m join device_target t on t.device_id = m.device_id
            where m.layered and t.fleet_id is not null
            union select f.id from tv_layer l join fleet f on f.current_tv_id = l.tv_id
                  where l.fleet_id = any($1) or f.id = any($1)
            order by 1
            """,
            [.intArray(fleets)]
        ).map { try $0.int(0) }
    }

    /// The layers of each of the fleets, with their versions as they are now.
    private static func gather(
        _ connection: Connection, _ organization: OrganizationID, _ candidates: [Int64]
    ) throws {
        try connection.execute(
            script: """
                create temporary table if not exists composing (
                    fleet_id bigint, layer_id bigint, layer_tv_id bigint, layer_order bigint, match_labels jsonb,
                    source_tv_id bigint, primary key (fleet_id, layer_id)) on commit delete rows;
                delete from composing
                """)
        try connection.query(
            """
            insert into composing
            select f.id, l.id, coalesce(v.plain_id, v.id), l.layer_order, l.match_labels, v.id
            from fleet f
            join fleet l on l.org = $1 and l.layer_order is not null and l.match_labels is not null and l.id <> f.id
            join template_version v on v.id = l.current_tv_id
            where f.id = any($2) and (
                exists (select 1 from tv_layer x where x.tv_id = f.current_tv_id and x.fleet_id = l.id)
                or exists (select 1 from device_target t join device d on d.id = t.device_id
                           where t.fleet_id = f.id and d.labels @> l.match_labels and d.decommission is null))
            """,
            [.int(organization.value), .intArray(candidates)])
    }

    /// What new versions are made of: the layers with what they say, and all that was frozen of outside references.
    private static func fill(_ connection: Connection, _ versions: [Int64]) throws {
        try connection.query(
            """
            insert into tv_layer (tv_id, fleet_id, layer_tv_id, layer_order, name, match_labels, spec, commit_id)
            select n.id, c.layer_id, c.layer_tv_id, c.layer_order, r.name, c.match_labels, v.spec, v.commit_id
            from template_version n join composing c on c.fleet_id = n.fleet_id
            join template_version v on v.id = c.source_tv_id join resource r on r.id = c.layer_id
            where n.id = any($1)
            """,
            [.intArray(versions)])
        try connection.query(
            """
            insert into tv_source (tv_id, provider, kind, repository, revision, path, oid, content, layer_tv_id)
            select n.id, s.provider, s.kind, s.repository, s.revision, s.path, s.oid, s.content, origin.layer_tv_id
            from template_version n
            join fleet f on f.id = n.fleet_id
            cross join lateral (
                select f.current_tv_id as tv_id, null::bigint as layer_tv_id
                union all select c.source_tv_id, c.layer_tv_id from composing c where c.fleet_id = f.id) origin
            join tv_source s on s.tv_id = origin.tv_id and s.layer_tv_id is null
            where n.id = any($1)
            order by origin.layer_tv_id nulls first
            on conflict (tv_id, provider, repository, revision, path) do nothing
            """,
            [.intArray(versions)])
    }

    private static func adopt(_ connection: Connection, _ versions: [Int64]) throws -> [Int64] {
        try connection.query(
            """
            update fleet f set current_tv_id = v.id from template_version v
            where v.id = any($1) and f.id = v.fleet_id returning f.id
            """,
            [.intArray(versions)]
        ).map { try $0.int(0) }
    }
}
