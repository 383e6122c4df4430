import Jobs
public import SQL

/// Keeps what forges are to be told of the rollouts of commits: whether what a commit changed runs on the devices.
///
/// What a commit changed is every template version with something of it in, frozen since the sync applied it: the versions of
/// the fleets that it changed, those of fleets above a layer that it changed, and later ones of the same commit, as when an
/// outside reference moved. Only fleets (and layers) that the sync owns count: each sync of a repository has a status of its
/// own. There is no polling: whatever moves a rollout asks for a look in its own transaction (P7).
public enum CommitRollouts {
    /// Kind of the job that looks how the rollouts of a commit stand; its key is a ``CommitStatusKey``.
    public static let jobKind = "commit-rollouts"
    /// Rollouts that move together make one look.
    private static let gathering = Duration.seconds(1)
    /// How often a forge is told of a rollout that goes on.
    private static let pace = Duration.seconds(30)
    /// GitHub takes 1,000 statuses of one name; these are left for how it ends.
    private static let mostProgress: Int64 = 800

    /// A commit was applied, in this transaction: from now on the forge is told how its rollouts stand, if the sync's
    /// Repository names one. The commits before it are looked at as well, since it may have taken their fleets.
    ///
    /// A commit that comes into force again, as by a pin, begins anew if that froze template versions.
    public static func begin(
        _ connection: Connection, _ sync: SyncRecord, repository: String, oid: String
    ) throws {
        let id = sync.reference.id
        try connection.query(
            """
            insert into commit_status as s (sync_id, oid, subject, outcome, description, since)
            select $1, $2, 'rollouts', 'rollingOut', '', now()
            where exists (select from resource where org = $3 and kind = 'Repository' and name = $4
                          and spec ? 'commitStatus')
            on conflict (sync_id, oid, subject) do update
                set outcome = excluded.outcome, description = '', rev = s.rev + 1, attempts = 0, error = null,
                    since = now(), at = now()
                where s.outcome <> 'rollingOut' and exists (
                    select from commit c join template_version v on v.commit_id = c.id
                    where c.org = $3 and c.oid = $2 and v.created_at = now())
            """,
            [.int(id), .text(oid), .int(sync.organization.value), .text(repository)])
        try CommitStatuses.trim(connection, sync: id, .rollouts)
        let open = try connection.query(
            "select oid from commit_status where sync_id = $1 and subject = 'rollouts' and outcome = 'rollingOut' order by oid",
            [.int(id)])
        try look(connection, open.map { try (sync.organization.value, id, $0.string(0)) }, after: .zero)
    }

    /// Rollouts of template versions have begun, moved on or ended, in this transaction.
    static func moved(_ connection: Connection, versions: [Int64]) throws {
        try look(connection, commits(connection, where: "id = any($1)", versions), after: gathering)
    }

    /// Fleets are about to be deleted, in this transaction, and their rollouts with them.
    static func leave(_ connection: Connection, fleets: [Int64]) throws {
        try look(connection, commits(connection, where: "fleet_id = any($1)", fleets), after: gathering)
    }

    /// Organization, sync and commit of every status that is about versions.
    private static func commits(
        _ connection: Connection, where condition: String, _ ids: [Int64]
    ) throws -> [(Int64, Int64, String)] {
        guard !ids.isEmpty else { return [] }
        return try connection.query(
            """
            with versions as (select id, commit_id from template_version where \(condition))
            select distinct r.org, s.sync_id, s.oid
            from (select commit_id from versions
                  union select l.commit_id from versions v join tv_layer l on l.tv_id = v.id) changed
            join commit c on c.id = changed.commit_id
            join commit_status s on s.oid = c.oid and s.subject = 'rollouts'
            join resource r on r.id = s.sync_id and r.org = c.org
            order by 1, 2, 3
            """,
            [.intArray(ids)]
        ).map { try ($0.int(0), $0.int(1), $0.string(2)) }
    }

    private static func look(
        _ connection: Connection, _ commits: [(Int64, Int64, String)], after pause: Duration
    ) throws {
        try JobQueue.enqueue(
            connection,
            commits.map { organization, sync, oid in
                NewJob(
                    organization: organization, kind: jobKind,
                    key: CommitStatusKey(sync: sync, oid: oid, .rollouts).job, priority: 5, delay: pause)
            })
    }

    /// Notes how the rollouts stand, and queues a job that tells it if that is news. A rollout that goes on is told of now and
    /// then, so that a hundred batches are not a hundred requests; how it ends is told at once.
    public static func note(
        _ connection: Connection, _ organization: OrganizationID, _ key: CommitStatusKey, _ outcome: CommitOutcome,
        _ description: String
    ) throws {
        let before = try connection.query(
            "select outcome, told_rev from commit_status where sync_id = $1 and oid = $2 and subject = $3 for update",
            key.parameters
        ).first
        guard let before else { return }
        let noted = try connection.query(
            """
            update commit_status
            set outcome = $4, description = $5, rev = rev + 1, attempts = 0, error = null, at = now()
            where sync_id = $1 and oid = $2 and subject = $3 and (outcome, description) is distinct from ($4, $5)
              and (rev < $6 or outcome <> $4)
            """,
            key.parameters + [.text(outcome.rawValue), .text(description), .int(mostProgress)])
        guard noted.affected > 0 else { return }
        let goesOn = try before.string(0) == outcome.rawValue && before.int(1) > 0
        try CommitStatuses.enqueue(connection, organization, key, after: goesOn ? pace : .zero)
    }
}
