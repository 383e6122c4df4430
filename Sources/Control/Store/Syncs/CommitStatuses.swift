import Jobs
public import SQL

/// Keeps what forges are to be told of commits.
public enum CommitStatuses {
    /// Kind of the job that tells; its key is made of the sync's id and the commit.
    public static let jobKind = "commit-status"
    /// Statuses of each subject that are remembered of one sync; of rollouts those that are still open go last.
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
            on conflict (sync_id, oid, subject) do update
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
        try trim(connection, sync: id, .sync)
        try enqueue(connection, sync.organization, CommitStatusKey(sync: id, oid: oid, .sync))
    }

    /// Forgets the oldest statuses of a subject.
    static func trim(_ connection: Connection, sync: Int64, _ subject: CommitSubject) throws {
        try connection.query(
            """
            delete from commit_status where sync_id = $1 and subject = $2 and oid not in
                (select oid from commit_status where sync_id = $1 and subject = $2
                 order by outcome = 'rollingOut' desc, at desc, oid limit $3)
            """, [.int(sync), .text(subject.rawValue), .int(mostKept)])
    }

    /// What a forge is still to be told of a commit; nil when it knows, or nobody is to tell it any more.
    public static func find(_ connection: Connection, _ key: CommitStatusKey) throws -> CommitStatusRecord? {
        let rows = try connection.query(
            """
            select r.name, r.org, o.uid::text, r.spec ->> 'repository', s.outcome, s.description, s.rev, s.attempts
            from commit_status s join resource r on r.id = s.sync_id join org o on o.id = r.org
            where s.sync_id = $1 and s.oid = $2 and s.subject = $3 and s.told_rev < s.rev
            """, key.parameters)
        return try rows.first.flatMap { row in
            guard let outcome = CommitOutcome(rawValue: try row.string(4)) else { return nil }
            return try CommitStatusRecord(
                sync: row.string(0), organization: OrganizationID(row.int(1)), organizationUID: row.string(2),
                repository: row.optionalString(3) ?? "", outcome: outcome, description: row.string(5),
                rev: row.int(6), attempts: Int(row.int(7)))
        }
    }

    /// The forge knows.
    public static func told(_ connection: Connection, _ key: CommitStatusKey, rev: Int64) throws {
        try connection.query(
            """
            update commit_status set told_rev = $4, error = null
            where sync_id = $1 and oid = $2 and subject = $3 and told_rev < $4
            """, key.parameters + [.int(rev)])
    }

    /// Telling failed. It is tried again after a while unless `delay` is nil.
    public static func failed(
        _ connection: Connection, _ record: CommitStatusRecord, _ key: CommitStatusKey, error: String, delay: Duration?
    ) throws {
        // Given up on: what failed counts as told until there is something new to tell.
        try connection.query(
            """
            update commit_status set attempts = attempts + 1, error = $5, told_rev = case when $6 then rev else told_rev end
            where sync_id = $1 and oid = $2 and subject = $3 and rev = $4
            """,
            key.parameters + [.int(record.rev), .text(String(error.prefix(1000))), .bool(delay == nil)])
        guard let delay else { return }
        try enqueue(connection, record.organization, key, after: delay)
    }

    /// Queues a job that tells what is to be told then.
    static func enqueue(
        _ connection: Connection, _ organization: OrganizationID, _ key: CommitStatusKey, after pause: Duration = .zero
    ) throws {
        try JobQueue.enqueue(
            connection,
            [NewJob(organization: organization.value, kind: jobKind, key: key.job, priority: 5, delay: pause)])
    }
}
