public import SQL

/// A git Repository that a webhook may be about.
public struct HookedRepository: Sendable {
    /// `resource.id`.
    public let id: Int64
    /// The organization it belongs to.
    public let organization: OrganizationID
    /// The organization's UUID.
    public let organizationUID: String
    /// `metadata.name`.
    public let name: String
    /// `spec`, with its secrets masked.
    public let spec: [UInt8]
}

/// What webhooks said about Repositories. A webhook is a hint: it makes a Repository due, and nothing that it says about
/// commits is kept.
public enum RepositoryHooks {
    /// Told when a Repository becomes due.
    public static let channel = "martlet_hook"
    /// How many Repositories of one address are looked at, the oldest first.
    public static let mostCandidates: Int64 = 256

    /// The Repositories of every organization that have a secret for webhooks and an address that means the same as one
    /// of these, however it is written.
    public static func candidates(_ connection: Connection, addresses: [String]) throws -> [HookedRepository] {
        try connection.query(
            """
            select r.id, r.org, o.uid::text, r.name, r.spec from resource r join org o on o.id = r.org
            where r.kind = 'Repository' and r.spec ? 'webhookSecretRef'
              and repository_address(r.spec ->> 'url') = any(array(
                  select repository_address(address) from unnest($1::text[]) address))
            order by r.id limit $2
            """,
            [.textArray(addresses), .int(mostCandidates)]
        ).map { row in
            try HookedRepository(
                id: row.int(0), organization: OrganizationID(row.int(1)), organizationUID: row.string(2),
                name: row.string(3), spec: row.json(4))
        }
    }

    /// Makes Repositories due, and tells the scheduler of those that were not. What is due already stays as it is, so
    /// that a flood writes one row and wakes once.
    /// - Returns: how many were not due before.
    @discardableResult
    public static func receive(_ connection: Connection, _ repositories: [HookedRepository]) throws -> Int {
        let fresh = try connection.query(
            """
            insert into repository_hook as h (repository_id, org)
            select * from unnest($1::bigint[], $2::bigint[]) new(id, org) order by id
            on conflict (repository_id) do update set due = true, sources_due = true, received_at = now()
                where not (h.due and h.sources_due)
            returning repository_id
            """,
            [.intArray(repositories.map(\.id)), .intArray(repositories.map(\.organization.value))]
        ).count
        if fresh > 0 { try connection.query("select pg_notify($1, '')", [.text(channel)]) }
        return fresh
    }

    /// A schedule of questions that webhooks hurry. Each has marks of its own.
    public enum Schedule: String, Sendable {
        /// That of ResourceSyncs.
        case syncs = "due"
        /// That of the places that specs draw on.
        case sources = "sources_due"
    }

    /// Takes the marks of all Repositories that are due: the schedule asks them at once.
    public static func take(
        _ connection: Connection, for schedule: Schedule = .syncs
    ) throws -> [(organization: OrganizationID, repository: String)] {
        let due = schedule.rawValue
        return try named(
            connection,
            """
            with taken as (update repository_hook set \(due) = false where \(due) returning repository_id)
            select p.org, p.name from taken join resource p on p.id = taken.repository_id order by 1, 2
            """)
    }

    /// The Repositories whose webhooks were followed by a change within the last day and missed none since: they need to
    /// be asked less often.
    public static func reliable(
        _ connection: Connection
    ) throws -> [(organization: OrganizationID, repository: String)] {
        try named(
            connection,
            """
            select p.org, p.name from repository_hook h join resource p on p.id = h.repository_id
            where h.proven_at > now() - interval '1 day' order by 1, 2
            """)
    }

    /// A question to a Repository found something new. Soon after a webhook that proves webhooks right; otherwise it proves
    /// that they cannot be relied upon.
    public static func foundChange(
        _ connection: Connection, _ organization: OrganizationID, repository: String
    ) throws {
        try connection.query(
            """
            update repository_hook h
            set proven_at = case when h.received_at > now() - interval '5 minutes' then now() end
            from resource p where p.id = h.repository_id and p.org = $1 and p.kind = 'Repository' and p.name = $2
            """,
            [.int(organization.value), .text(repository)])
    }

    private static func named(
        _ connection: Connection, _ sql: String
    ) throws -> [(organization: OrganizationID, repository: String)] {
        try connection.query(sql, []).map { try (OrganizationID($0.int(0)), $0.string(1)) }
    }
}
