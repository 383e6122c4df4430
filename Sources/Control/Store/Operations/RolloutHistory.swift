import SQL

/// The rollouts of a fleet: what was rolled out, from which commit, and how it ended.
public enum RolloutHistory {
    /// One page, newest first, each entry as JSON; nil when there is no such fleet.
    /// - Throws: ``StoreError`` when the token is not one of this list.
    public static func page(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String, limit: Int64, after start: ContinueToken?
    ) throws -> ListPage<[UInt8]>? {
        try HistoryPage(
            kind: "Fleet", table: "rollout", column: "fleet_id", from: "rollout n \(joins)", entry: entry
        ).read(snapshot, organization, name: name, limit: limit, after: start)
    }

    /// One rollout as JSON, of the row `n` of `rollout` and ``joins``; null when that row is.
    static let entry = """
        case when n.id is not null then jsonb_strip_nulls(jsonb_build_object(
            'id', n.id, 'templateVersion', v.name, 'previousVersion', previous.name, 'commit', c.oid,
            'author', c.author_name || ' <' || c.author_email || '>', 'subject', c.subject,
            'committedAt', \(WireTime.text("c.committed_at")),
            'state', n.state, 'reason', n.reason, 'message', n.message, 'batch', n.batch, 'approved', n.approved,
            'createdAt', \(WireTime.text("n.created_at")), 'progressAt', \(WireTime.text("n.progress_at")),
            'finishedAt', \(WireTime.text("n.finished_at")), 'nextAt', \(WireTime.text("n.next_at")),
            'total', ended.total, 'succeeded', ended.succeeded, 'failed', ended.failed, 'timedOut', ended.timed_out,
            'offline', ended.offline)) end
        """

    /// The rows that ``entry`` looks at beside `n`: versions, commit, and the sums of the batches that ended.
    static let joins = """
        left join template_version v on v.id = n.tv_id
        left join template_version previous on previous.id = n.good_tv_id
        left join commit c on c.id = v.commit_id
        left join lateral (
            select coalesce(sum(total), 0)::bigint as total, coalesce(sum(succeeded), 0)::bigint as succeeded,
                   coalesce(sum(failed), 0)::bigint as failed, coalesce(sum(timed_out), 0)::bigint as timed_out,
                   coalesce(sum(offline), 0)::bigint as offline
            from rollout_batch where rollout_id = n.id) ended on true
        """
}
