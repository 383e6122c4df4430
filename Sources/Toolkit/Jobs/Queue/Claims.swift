import SQL

/// What a worker does to its rows. Each statement names worker and attempt, so that one whose lease was taken over
/// changes nothing any more.
struct Claims: Sendable {
    /// Different for each run of each worker: a restarted one must not take its predecessor's leases for its own.
    let worker: String
    let lease: Duration
    let maximumAttempts: Int

    /// Takes due jobs of these kinds, the most urgent first. A key that is running elsewhere is left alone until it has
    /// ended.
    func claim(_ connection: Connection, kinds: [String], limit: Int) throws -> [Job] {
        let rows = try connection.query(
            """
            WITH due AS (
                SELECT id FROM job AS waiting
                WHERE state = 0 AND kind = ANY($1::text[])
                  AND (run_at <= now() OR run_at > now() + \(JobQueue.longestDelay) * interval '1 second')
                  AND NOT EXISTS (SELECT FROM job AS running WHERE running.state = 1 AND running.org = waiting.org
                                  AND running.kind = waiting.kind AND running.key = waiting.key)
                ORDER BY priority DESC, run_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            UPDATE job SET state = 1, attempt = attempt + 1, worker = $3, lease_until = now() + $4 * interval '1 millisecond'
            FROM due WHERE job.id = due.id
            RETURNING job.id, org, kind, key, payload, attempt
            """, [.textArray(kinds), .int(Int64(limit)), .text(worker), .int(lease.wholeMilliseconds)])
        return try rows.map(Job.init)
    }

    /// Prolongs the leases of running jobs; returns those that are still ours.
    func renew(_ connection: Connection, _ ids: [Int64]) throws -> Set<Int64> {
        let rows = try connection.query(
            """
            UPDATE job SET lease_until = now() + $3 * interval '1 millisecond'
            WHERE id = ANY($1::bigint[]) AND worker = $2 AND state = 1 RETURNING id
            """, [.intArray(ids), .text(worker), .int(lease.wholeMilliseconds)])
        return Set(try rows.map { try $0.int(0) })
    }

    /// The job is done; false when it was no longer ours.
    func complete(_ connection: Connection, _ job: Job) throws -> Bool {
        try connection.query(
            "DELETE FROM job WHERE id = $1 AND worker = $2 AND attempt = $3 AND state = 1", mine(job)
        ).affected == 1
    }

    /// The job failed and waits for its next attempt. When its key has been enqueued meanwhile, the two become one.
    func retry(_ connection: Connection, _ job: Job, after delay: Duration, error: String) throws -> Bool {
        try giveBack(connection, job, delay: delay, error: error, attempt: job.attempt)
    }

    /// The job was interrupted through no fault of its own and may run at once, with this attempt not counted.
    func release(_ connection: Connection, _ job: Job) throws -> Bool {
        try giveBack(connection, job, delay: .zero, error: nil, attempt: job.attempt - 1)
    }

    /// The job failed for good. An older dead letter of the same key makes room.
    func bury(_ connection: Connection, _ job: Job, error: String) throws -> Bool {
        try connection.query(
            "DELETE FROM job WHERE org = $1 AND kind = $2 AND key = $3 AND state = 2",
            [.int(job.organization), .text(job.kind), .text(job.key)])
        return try connection.query(
            """
            UPDATE job SET state = 2, run_at = now(), error = $4, worker = NULL, lease_until = NULL
            WHERE id = $1 AND worker = $2 AND attempt = $3 AND state = 1
            """, mine(job) + [.text(error)]
        ).affected == 1
    }

    private func giveBack(
        _ connection: Connection, _ job: Job, delay: Duration, error: String?, attempt: Int
    ) throws -> Bool {
        // The row goes and comes back, so that ON CONFLICT can merge it with one that is waiting. The waiting one's
        // time stays: something has changed since, and the new state deserves a run without delay.
        try connection.query(
            """
            WITH gone AS (DELETE FROM job WHERE id = $1 AND worker = $2 AND attempt = $3 AND state = 1 RETURNING *),
            back AS (
                INSERT INTO job (org, kind, key, payload, priority, run_at, attempt, error, created_at)
                SELECT org, kind, key, payload, priority, now() + $4 * interval '1 millisecond', $5, $6, created_at FROM gone
                ON CONFLICT (org, kind, key) WHERE state = 0 DO UPDATE
                SET attempt = greatest(job.attempt, excluded.attempt), priority = greatest(job.priority, excluded.priority),
                    error = excluded.error
            )
            SELECT id FROM gone
            """, mine(job) + [.int(delay.wholeMilliseconds), .int(Int64(attempt)), .optionalText(error)]
        ).count == 1
    }

    private func mine(_ job: Job) -> [Parameter] { [.int(job.id), .text(worker), .int(Int64(job.attempt))] }
}
