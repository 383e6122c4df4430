public import SQL

extension JobQueue {
    /// Dead letters, newest first.
    /// - Parameters:
    ///   - organization: only this one's; nil for all.
    ///   - before: only letters with a lower number than this, for the next page.
    ///   - limit: how many at most.
    /// - Throws: `SQLError`.
    public static func dead(
        _ connection: Connection, organization: Int64? = nil, before: Int64 = .max, limit: Int = 100
    ) throws -> [DeadJob] {
        let rows = try connection.query(
            """
            SELECT id, org, kind, key, payload, attempt, coalesce(error, ''),
                   to_char(run_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            FROM job WHERE state = 2 AND id < $1 AND ($2::bigint IS NULL OR org = $2) ORDER BY id DESC LIMIT $3
            """, [.int(before), .optionalInt(organization), .int(Int64(limit))])
        return try rows.map { row in
            DeadJob(job: try Job(row), error: try row.string(6), failedAt: try row.string(7))
        }
    }

    /// Gives letters that have been dead for so long another set of attempts: what kept them from succeeding may be over.
    /// - Throws: `SQLError`.
    public static func requeue(_ connection: Connection, deadFor time: Duration) throws {
        let rows = try connection.query(
            "SELECT id FROM job WHERE state = 2 AND run_at < now() - $1::bigint * interval '1 millisecond' LIMIT 1000",
            [.int(time.wholeMilliseconds)])
        guard rows.count > 0 else { return }
        try requeue(connection, rows.map { try $0.int(0) })
    }

    /// Gives dead letters another set of attempts, now. One whose key is waiting again is merged into the waiting job.
    /// - Returns: how many letters there were.
    /// - Throws: `SQLError`.
    @discardableResult
    public static func requeue(_ connection: Connection, _ ids: [Int64]) throws -> Int {
        let rows = try connection.query(
            """
            WITH letter AS (DELETE FROM job WHERE id = ANY($1::bigint[]) AND state = 2 RETURNING *),
            waiting AS (
                INSERT INTO job (org, kind, key, payload, priority)
                SELECT org, kind, key, payload, priority FROM letter ORDER BY org, kind, key
                ON CONFLICT (org, kind, key) WHERE state = 0 DO UPDATE SET run_at = now()
            )
            SELECT id FROM letter
            """, [.intArray(ids)])
        try connection.query("SELECT pg_notify($1, '')", [.text(channel)])
        return rows.count
    }
}

extension Job {
    /// Reads `id, org, kind, key, payload, attempt`.
    init(_ row: Row) throws {
        self.init(
            id: try row.int(0), organization: try row.int(1), kind: try row.string(2), key: try row.string(3),
            payload: try row.json(4), attempt: Int(try row.int(5)))
    }
}
