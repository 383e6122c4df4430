import SQL

/// The passes of a ResourceSync that changed something: commits that were applied, and ends that were not.
public enum SyncHistory {
    /// One page, newest first, each entry as JSON; nil when there is no such sync.
    /// - Throws: ``StoreError`` when the token is not one of this list.
    public static func page(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String, limit: Int64, after start: ContinueToken?
    ) throws -> ListPage<[UInt8]>? {
        let connection = snapshot.connection
        let found = try connection.query(
            """
            select r.id, o.revision from resource r join org o on o.id = r.org
            where r.org = $1 and r.kind = 'ResourceSync' and r.name = $2
            """, [.int(organization.value), .text(name)]
        ).first
        guard let found else { return nil }
        let (sync, revision) = (try found.int(0), try found.int(1))
        let before = try key(start)
        let rows = try connection.query(
            """
            select n.id, \(entry) from sync_run n left join commit c on c.id = n.commit_id
            where n.sync_id = $1 and n.id < $2 order by n.id desc limit $3
            """, [.int(sync), .int(before), .int(limit + 1)])
        let items = try rows.prefix(Int(limit)).map { try $0.json(1) }
        guard rows.count > Int(limit), let last = try rows.prefix(Int(limit)).last?.int(0) else {
            return ListPage(items: items, next: nil, revision: revision)
        }
        let left = try connection.query(
            "select count(*) from sync_run where sync_id = $1 and id < $2", [.int(sync), .int(last)]
        ).one().int(0)
        return ListPage(
            items: items, next: ContinueToken(keys: [String(last)], remaining: left, revision: revision),
            revision: revision)
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

    private static func key(_ token: ContinueToken?) throws -> Int64 {
        guard let token else { return .max }
        guard token.keys.count == 1, let id = Int64(token.keys[0]) else { throw StoreError.foreignToken }
        return id
    }
}
