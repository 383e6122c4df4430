public import SQL

/// A Repository, or a name that a ResourceSync gives and that no Repository has, as what is asked by the clock.
public struct RepositoryPoll: Sendable, Equatable {
    /// The organization.
    public let organization: OrganizationID
    /// `metadata.name`.
    public let repository: String
    /// `resource.id`; nil when there is no such Repository.
    public let id: Int64?
    /// `spec.type`; nil when there is no such Repository.
    public let type: String?
    /// `spec.url`, or `spec.registry`.
    public let address: String?
    /// How many ResourceSyncs read from it.
    public let syncs: Int64
    /// Differs when the Repository or one of these ResourceSyncs was written.
    public let stamp: String
    /// Failures in a row, when any are remembered.
    public let failures: Int64?
    /// Seconds until the next attempt, when one is remembered; negative when it is over.
    public let wait: Double?
}

/// What the schedules of questions to repositories keep.
public enum RepositoryPolls {
    /// Told when a Repository or a ResourceSync was written.
    public static let channel = "martlet_poll"

    /// Everything that is asked, of every organization.
    public static func all(_ connection: Connection) throws -> [RepositoryPoll] {
        try connection.query(
            """
            with named as (
                select org, spec ->> 'repository' as name, count(*) as syncs,
                       md5(string_agg(id || ':' || rev, ',' order by id)) as stamp
                from resource where kind = 'ResourceSync' group by 1, 2
            ), repository as (
                select org, name, id, rev, spec ->> 'type' as type, coalesce(spec ->> 'url', spec ->> 'registry') as address
                from resource where kind = 'Repository'
            )
            select coalesce(r.org, n.org), coalesce(r.name, n.name), r.id, r.type, r.address, coalesce(n.syncs, 0),
                   concat_ws('/', r.id, r.rev, n.stamp), p.failures,
                   extract(epoch from p.next_attempt - now())::float8
            from repository r full join named n on n.org = r.org and n.name = r.name
            left join repository_poll p on p.org = coalesce(r.org, n.org) and p.repository = coalesce(r.name, n.name)
                and p.repository_id is not distinct from r.id
            """, []
        ).map { row in
            try RepositoryPoll(
                organization: OrganizationID(row.int(0)), repository: row.string(1), id: row.optionalInt(2),
                type: row.optionalString(3), address: row.optionalString(4), syncs: row.int(5), stamp: row.string(6),
                failures: row.optionalInt(7), wait: row.optionalDouble(8))
        }
    }

    /// Says that what is asked has changed, when the caller's transaction commits.
    public static func announce(_ connection: Connection) throws {
        try connection.query("select pg_notify($1, '')", [.text(channel)])
    }

    /// Remembers how often a question failed in a row, and when it is asked next.
    public static func remember(
        _ connection: Connection, _ organization: OrganizationID, _ repository: String, failures: Int,
        nextInSeconds pause: Double
    ) throws {
        try connection.query(
            """
            insert into repository_poll (org, repository, repository_id, failures, next_attempt)
            values ($1, $2, (select id from resource where org = $1 and kind = 'Repository' and name = $2), $3,
                    now() + $4::float8 * interval '1 second')
            on conflict (org, repository) do update
                set repository_id = excluded.repository_id, failures = excluded.failures,
                    next_attempt = excluded.next_attempt
            """,
            [.int(organization.value), .text(repository), .int(Int64(failures)), .double(pause)])
    }

    /// Remembers nothing any more: all is well. Writes nothing when nothing was remembered.
    public static func forget(
        _ connection: Connection, _ organization: OrganizationID, _ repository: String
    ) throws {
        try connection.query(
            "delete from repository_poll where org = $1 and repository = $2",
            [.int(organization.value), .text(repository)])
    }

    /// Removes what is remembered of Repositories that are gone and that nobody names.
    public static func expire(_ connection: Connection) throws {
        try connection.query(
            """
            delete from repository_poll p where not exists (
                select 1 from resource r where r.org = p.org
                  and (r.kind = 'Repository' and r.name = p.repository
                       or r.kind = 'ResourceSync' and r.spec ->> 'repository' = p.repository))
            """, [])
    }
}
