import Jobs
public import SQL

/// How rendering asks for outside sources that are not at hand: it never waits for a repository itself, so that one that
/// is away delays nobody but those who draw on it.
public enum SourceNeeds {
    /// Kind of the job that fetches what stale devices of a fleet wait for; its key is the fleet's id, or 0 for devices of
    /// no fleet.
    public static let jobKind = "gather"

    /// Asks for what a fleet's devices (nil: devices of no fleet) wait for. When it is asked for already, that keeps its
    /// time: an attempt that failed is not made again at once.
    public static func ask(_ connection: Connection, _ organization: OrganizationID, fleet: Int64?) throws {
        let isAsked = try connection.query(
            "select exists (select 1 from job where org = $1 and kind = $2 and key = $3 and state = 0)",
            [.int(organization.value), .text(jobKind), .text("\(fleet ?? 0)")]
        ).one().bool(0)
        guard !isAsked else { return }
        try JobQueue.enqueue(connection, [job(organization, fleet, attempt: 0, pause: .zero)])
    }

    /// Asks for another attempt after one that failed in part.
    /// - Parameter attempt: How many attempts there were.
    public static func askAgain(
        _ connection: Connection, _ organization: OrganizationID, fleet: Int64?, attempt: Int, pause: Duration
    ) throws {
        try JobQueue.enqueue(connection, [job(organization, fleet, attempt: attempt, pause: pause)])
    }

    private static func job(
        _ organization: OrganizationID, _ fleet: Int64?, attempt: Int, pause: Duration
    ) -> NewJob {
        NewJob(
            organization: organization.value, kind: jobKind, key: "\(fleet ?? 0)",
            payload: Array("{\"attempt\":\(attempt)}".utf8), priority: 20, delay: pause)
    }

    /// Why places of an organization cannot be looked at, by repository and revision.
    public static func problems(
        _ connection: Connection, _ organization: OrganizationID
    ) throws -> [DependencyKey: String] {
        let rows = try connection.query(
            "select kind, repository, revision, problem from dependency where org = $1 and problem is not null",
            [.int(organization.value)])
        return try Dictionary(
            rows.compactMap { row in
                guard let kind = try SourceKey.Kind(rawValue: row.string(0)) else { return nil }
                let key = try DependencyKey(
                    organization: organization, kind: kind, repository: row.string(1), revision: row.string(2))
                return try (key, row.string(3))
            }, uniquingKeysWith: { first, _ in first })
    }
}
