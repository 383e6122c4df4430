import SQL

extension Claims {
    /// Jobs whose worker has not renewed its lease: they wait again, or are dead when they have had all of their
    /// attempts, as a job that kills its process does. A lease of more than a day was given before the database's clock
    /// fell back; a worker that is alive has renewed it since.
    /// - Returns: how many there were.
    func recoverExpired(_ connection: Connection, limit: Int = 1000) throws -> Int {
        let rows = try connection.query(
            """
            SELECT id, org, kind, key, payload, attempt, worker FROM job WHERE state = 1
              AND (lease_until < now() OR lease_until > now() + \(JobQueue.longestDelay) * interval '1 second')
            ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
            """, [.int(Int64(limit))])
        for row in rows {
            let job = try Job(row)
            let owner = Claims(worker: try row.string(6), lease: lease, maximumAttempts: maximumAttempts)
            let reason = "the worker was lost while the job ran"
            if job.attempt >= maximumAttempts {
                _ = try owner.bury(connection, job, error: reason)
            } else {
                _ = try owner.retry(connection, job, after: .zero, error: reason)
            }
        }
        return rows.count
    }

    /// How many jobs wait, and how many are dead.
    static func depth(_ connection: Connection) throws -> (waiting: Int64, dead: Int64) {
        let row = try connection.query(
            "SELECT count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 2) FROM job WHERE state IN (0, 2)"
        ).one()
        return (try row.int(0), try row.int(1))
    }
}
