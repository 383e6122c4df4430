import Jobs
public import SQL

/// What became of a commit, as the forge is told.
public enum CommitOutcome: String, Sendable, CaseIterable {
    /// A pass began to look at it.
    case seen
    /// It waits for somebody's consent.
    case waiting
    /// It is in force.
    case applied
    /// It is not applied until it, or what judges it, is changed.
    case rejected
}

/// Something to tell a forge.
public struct CommitStatusRecord: Sendable {
    /// `metadata.name` of the ResourceSync.
    public let sync: String
    /// The organization.
    public let organization: OrganizationID
    /// The organization's UUID.
    public let organizationUID: String
    /// The Repository that the sync reads now.
    public let repository: String
    /// What became of the commit.
    public let outcome: CommitOutcome
    /// More about it, for people.
    public let description: String
    /// Which telling this is.
    public let rev: Int64
    /// How often telling this failed.
    public let attempts: Int
}

/// Keeps what forges are to be told of commits.
public enum CommitStatuses {
    /// Kind of the job that tells; its key is made of the sync's id and the commit.
    public static let jobKind = "commit-status"
    /// Commits of one sync that are remembered.
    private static let mostKept: Int64 = 20

    /// Notes an outcome and queues a job that tells it, in the transaction that causes it (P7). Nothing happens when the
    /// sync's Repository names no forge, when this was noted already, or when a commit that has an outcome is seen again.
    public static func note(
        _ connection: Connection, _ sync: SyncRecord, repository: String, oid: String, _ outcome: CommitOutcome,
        _ description: String
    ) throws {
        let id = sync.reference.id
        let noted = try connection.query(
            """
            insert into commit_status as s (sync_id, oid, outcome, description)
            select $1, $2, $3, $4
            where exists (select from resource where org = $5 and kind = 'Repository' and name = $6
                          and spec ? 'commitStatus')
            on conflict (sync_id, oid) do update
                set outcome = excluded.outcome, description = excluded.description, rev = s.rev + 1, attempts = 0,
                    error = null, at = now()
                where excluded.outcome <> 'seen'
                  and (s.outcome, s.description) is distinct from (excluded.outcome, excluded.description)
            """,
            [
                .int(id), .text(oid), .text(outcome.rawValue), .text(description), .int(sync.organization.value),
                .text(repository),
            ])
        guard noted.affected > 0 else { return }
        try connection.query(
            """
            delete from commit_status where sync_id = $1 and oid not in
                (select oid from commit_status where sync_id = $1 order by at desc, oid limit $2)
            """, [.int(id), .int(mostKept)])
        try JobQueue.enqueue(connection, [job(sync.organization, id, oid)])
    }

    /// What a forge is still to be told of a commit; nil when it knows, or nobody is to tell it any more.
    public static func find(_ connection: Connection, sync: Int64, oid: String) throws -> CommitStatusRecord? {
        let rows = try connection.query(
            """
            select r.name, r.org, o.uid::text, r.spec ->> 'repository', s.outcome, s.description, s.rev, s.attempts
            from commit_status s join resource r on r.id = s.sync_id join org o on o.id = r.org
            where s.sync_id = $1 and s.oid = $2 and s.told_rev < s.rev
            """, [.int(sync), .text(oid)])
        return try rows.first.flatMap { row in
            guard let outcome = CommitOutcome(rawValue: try row.string(4)) else { return nil }
            return try CommitStatusRecord(
                sync: row.string(0), organization: OrganizationID(row.int(1)), organizationUID: row.string(2),
                repository: row.optionalString(3) ?? "", outcome: outcome, description: row.string(5),
                rev: row.int(6), attempts: Int(row.int(7)))
        }
    }

    /// The forge knows.
    public static func told(_ connection: Connection, sync: Int64, oid: String, rev: Int64) throws {
        try connection.query(
            "update commit_status set told_rev = $3, error = null where sync_id = $1 and oid = $2 and told_rev < $3",
            [.int(sync), .text(oid), .int(rev)])
    }

    /// Telling failed. It is tried again after a while unless `delay` is nil.
    public static func failed(
        _ connection: Connection, _ record: CommitStatusRecord, sync: Int64, oid: String, error: String,
        delay: Duration?
    ) throws {
        // Given up on: what failed counts as told until there is something new to tell.
        try connection.query(
            """
            update commit_status set attempts = attempts + 1, error = $4, told_rev = case when $5 then rev else told_rev end
            where sync_id = $1 and oid = $2 and rev = $3
            """,
            [.int(sync), .text(oid), .int(record.rev), .text(String(error.prefix(1000))), .bool(delay == nil)])
        guard let delay else { return }
        var again = job(record.organization, sync, oid)
        again.delay = delay
        try JobQueue.enqueue(connection, [again])
    }

    private static func job(_ organization: OrganizationID, _ sync: Int64, _ oid: String) -> NewJob {
        NewJob(organization: organization.value, kind: jobKind, key: "\(sync):\(oid)", priority: 5)
    }
}
