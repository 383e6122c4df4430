import SQL

/// The passes of a ResourceSync that changed something: commits that were applied, and ends that were not.
public enum SyncHistory {
    /// One page, newest first, each entry as JSON; nil when there is no such sync.
    /// - Throws: ``StoreError`` when the token is not one of this list.
    public static func page(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String, limit: Int64, after start: ContinueToken?
    ) throws -> ListPage<[UInt8]>? {
        try HistoryPage(
            kind: "ResourceSync", table: "sync_run", column: "sync_id",
            from: "sync_run n left join commit c on c.id = n.commit_id", entry: entry
        ).read(snapshot, organization, name: name, limit: limit, after: start)
    }

    /// One entry as JSON, of the row `n` of `sync_run` and the row `c` of `commit`.
    static let entry = """
        jsonb_strip_nulls(jsonb_build_object(
            'commit', coalesce(c.oid, n.oid), 'author', c.author_name || ' <' || c.author_email || '>',
            'committedAt', \(WireTime.text("c.committed_at")), 'subject', c.subject, 'outcome', n.outcome,
            'startedAt', \(WireTime.text("n.started_at")), 'endedAt', \(WireTime.text("n.ended_at")),
            'seconds', round(extract(epoch from n.ended_at - n.started_at)::numeric, 3),
            'created', n.created, 'changed', n.changed, 'deleted', n.deleted, 'released', n.released,
            'findings', n.findings))
        """

    /// How many passes are kept of each sync.
    static let mostKept: Int64 = 1000

    /// Forgets what is older than the newest passes of a sync.
    static func trim(_ connection: Connection, _ sync: Int64) throws {
        try connection.query(
            """
            delete from sync_run where sync_id = $1 and id <= (
                select id from sync_run where sync_id = $1 order by id desc offset $2 limit 1)
            """, [.int(sync), .int(mostKept)])
    }
}
