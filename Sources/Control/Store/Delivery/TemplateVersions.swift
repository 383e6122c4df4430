public import SQL

/// Frozen templates of fleets.
public enum TemplateVersions {
    /// Kind of the job that freezes the outside references of one template version; its key is the version's id.
    public static let jobKind = "resolve"

    /// Makes the newest ready template version of each fleet (that of the newest template, and of its versions the one
    /// frozen last) its current one, with condition `Valid`, in the caller's
    /// transaction. Fleets whose current version is already the newest ready one are left alone.
    public static func adopt(_ connection: Connection, _ organization: OrganizationID, fleets: [Int64]) throws {
        let rows = try connection.query(
            """
            update fleet f set current_tv_id = newest.id
            from (select distinct on (fleet_id) fleet_id, id, name from template_version
                  where fleet_id = any($1) and state = 1 order by fleet_id, generation desc, id desc) newest
            where f.id = newest.fleet_id and f.current_tv_id is distinct from newest.id
            returning f.id, newest.name
            """,
            [.intArray(fleets)])
        let adopted = try rows.map { try $0.int(0) }
        try markValid(connection, adopted)
        try announce(connection, organization, adopted, names: rows.map { try $0.string(1) })
    }

    private static func markValid(_ connection: Connection, _ fleets: [Int64]) throws {
        guard !fleets.isEmpty else { return }
        try connection.query(
            """
            insert into resource_status as s (resource_id, conditions)
            select id, condition_set('[]', 'Valid', 'True', 'Valid', '') from unnest($1::bigint[]) id
            on conflict (resource_id) do update
                set conditions = condition_set(s.conditions, 'Valid', 'True', 'Valid', ''), rev = s.rev + 1
            """,
            [.intArray(fleets)])
    }

    /// A rollout starts with its template version. Many at once are one event with a count: a mass
    /// change must not drown the record of what happened.
    private static func announce(
        _ connection: Connection, _ organization: OrganizationID, _ fleets: [Int64], names: [String]
    ) throws {
        guard !fleets.isEmpty, fleets.count <= Events.mostPerChange else { return }
        try connection.query(
            """
            insert into event (org, kind, name, reason, type, message, details, actor, component)
            select $1, 'Fleet', r.name, 'FleetRolloutStarted', 'Normal', 'Fleet rollout of ' || i.tv || ' started',
                   jsonb_build_object('detailType', 'FleetRolloutStarted', 'templateVersion', i.tv,
                                      'rolloutStrategy', case when r.spec #> '{rolloutPolicy,deviceSelection}' is null
                                                              then 'None' else 'Batched' end),
                   'service:delivery', 'delivery'
            from unnest($2::bigint[], $3::text[]) i(id, tv) join resource r on r.id = i.id
            """,
            [.int(organization.value), .intArray(fleets), .textArray(names)])
    }
}
