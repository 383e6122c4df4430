public import SQL

/// Whether a Repository can be reached, as its condition `Accessible` says. This is the only writer of that condition:
/// probes, polls and sync passes all come here.
public enum RepositoryAccess {
    /// What is said of a Repository before it was asked for the first time.
    static let unknown = "it has not been asked yet"

    /// How a Repository stands before a question.
    public struct Standing: Sendable, Equatable {
        /// Whether the condition is True.
        public let isAccessible: Bool
        /// Whether a failure or work is remembered.
        public let isRemembered: Bool
    }

    /// How a Repository stands; as if all were well when there is none.
    public static func standing(
        _ connection: Connection, _ organization: OrganizationID, _ repository: String
    ) throws -> Standing {
        let row = try connection.query(
            """
            select coalesce((
                select exists (select 1 from jsonb_array_elements(s.conditions) c
                               where c ->> 'type' = 'Accessible' and c ->> 'status' = 'True')
                from resource r left join resource_status s on s.resource_id = r.id
                where r.org = $1 and r.kind = 'Repository' and r.name = $2), true),
                exists (select 1 from repository_poll where org = $1 and repository = $2)
            """,
            [.int(organization.value), .text(repository)]
        ).one()
        return try Standing(isAccessible: row.bool(0), isRemembered: row.bool(1))
    }

    /// Writes the condition if it differs, with an event when it changes its status.
    /// - Parameter problem: Why it cannot be reached and what to do; nil when it can.
    public static func record(
        _ connection: Connection, _ organization: OrganizationID, _ repository: String, problem: String?
    ) throws {
        let rows = try connection.query(
            """
            with standing as materialized (
                select r.id, (select c ->> 'status' from jsonb_array_elements(s.conditions) c
                              where c ->> 'type' = 'Accessible') as status
                from resource r left join resource_status s on s.resource_id = r.id
                where r.org = $1 and r.kind = 'Repository' and r.name = $2)
            select resource_condition(id, 'Accessible', $3, $4, $5) and status is distinct from $3 from standing
            """,
            [
                .int(organization.value), .text(repository), .text(problem == nil ? "True" : "False"),
                .text(problem == nil ? "Accessible" : "Inaccessible"), .text(problem ?? ""),
            ])
        guard try rows.first?.bool(0) == true else { return }
        try Events.record(
            connection,
            [
                EventRecord(
                    organization: organization, kind: "Repository", name: repository,
                    reason: problem == nil ? "RepositoryAccessible" : "RepositoryInaccessible",
                    message: problem ?? "Repository is accessible", component: "repository")
            ])
    }

    /// States for new Repositories that nothing is known of them yet.
    public static func begin(_ connection: Connection, _ repositories: [Int64]) throws {
        guard !repositories.isEmpty else { return }
        try connection.query(
            """
            insert into resource_status (resource_id, conditions)
            select id, condition_set('[]', 'Accessible', 'Unknown', 'Pending', $2) from unnest($1::bigint[]) id
            on conflict do nothing
            """,
            [.intArray(repositories), .text(unknown)])
    }
}
