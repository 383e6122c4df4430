import SQL

/// The rollouts of a fleet: what was rolled out, from which commit, and how it ended.
public enum RolloutHistory {
    /// One page, newest first, each entry as JSON; nil when there is no such fleet.
    /// - Throws: ``StoreError`` when the token is not one of this list.
    public static func page(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String, limit: Int64, after start: ContinueToken?
    ) throws -> ListPage<[UInt8]>? {
        let connection = snapshot.connection
        let found = try connection.query(
            """
            select r.id, o.revision from resource r join org o on o.id = r.org
            where r.org = $1 and r.kind = 'Fleet' and r.name = $2
            """, [.int(organization.value), .text(name)]
        ).first
        guard let found else { return nil }
        let (fleet, revision) = (try found.int(0), try found.int(1))
        let rows = try connection.query(
            """
            select o.id, \(entry) from rollout o \(joins)
            where o.fleet_id = $1 and o.id < $2 order by o.id desc limit $3
            """, [.int(fleet), .int(try key(start)), .int(limit + 1)])
        let items = try rows.prefix(Int(limit)).map { try $0.json(1) }
        guard rows.count > Int(limit), let last = try rows.prefix(Int(limit)).last?.int(0) else {
            return ListPage(items: items, next: nil, revision: revision)
        }
        let left = try connection.query(
            "select count(*) from rollout where fleet_id = $1 and id < $2", [.int(fleet), .int(last)]
        ).one().int(0)
        return ListPage(
            items: items, next: ContinueToken(keys: [String(last)], remaining: left, revision: revision),
            revision: revision)
    }

    /// One rollout as JSON, of the row `o` of `rollout` and ``joins``; null when that row is.
    static let entry = """
        case when o.id is not null then jsonb_strip_nulls(jsonb_build_object(
            'id', o.id, 'templateVersion', v.name, 'previousVersion', previous.name, 'commit', c.oid,
            'author', c.author_name || ' <' || c.author_email || '>', 'subject', c.subject,
            'committedAt', \(WireTime.text("c.committed_at")),
            'state', o.state, 'reason', o.reason, 'message', o.message, 'batch', o.batch, 'approved', o.approved,
            'createdAt', \(WireTime.text("o.created_at")), 'progressAt', \(WireTime.text("o.progress_at")),
            'finishedAt', \(WireTime.text("o.finished_at")), 'nextAt', \(WireTime.text("o.next_at")),
            'total', ended.total, 'succeeded', ended.succeeded, 'failed', ended.failed, 'timedOut', ended.timed_out,
            'offline', ended.offline)) end
        """

    /// The rows that ``entry`` looks at beside `o`: versions, commit, and the sums of the batches that ended.
    static let joins = """
        left join template_version v on v.id = o.tv_id
        left join template_version previous on previous.id = o.good_tv_id
        left join commit c on c.id = v.commit_id
        left join lateral (
            select coalesce(sum(total), 0)::bigint as total, coalesce(sum(succeeded), 0)::bigint as succeeded,
                   coalesce(sum(failed), 0)::bigint as failed, coalesce(sum(timed_out), 0)::bigint as timed_out,
                   coalesce(sum(offline), 0)::bigint as offline
            from rollout_batch where rollout_id = o.id) ended on true
        """

    private static func key(_ token: ContinueToken?) throws -> Int64 {
        guard let token else { return .max }
        guard token.keys.count == 1, let id = Int64(token.keys[0]) else { throw StoreError.foreignToken }
        return id
    }
}
