public import SQL

/// The queue of jobs, a table in the same database as the state that the jobs are about, so that both commit together.
public enum JobQueue {
    /// The channel on which idle workers are told that there is work.
    public static let channel = "martlet_job"

    /// The longest delay of a job, in seconds. What is due later than that was written before the database's clock fell
    /// back, and is due now: it would otherwise wait until the clock has caught up.
    public static let longestDelay = 86_400

    /// The table and its indexes.
    ///
    /// `state` is 0 waiting, 1 running, 2 dead; a job that is done is gone. One key waits at most once, runs at most
    /// once, and has at most one dead letter, so the table is bounded by the number of keys.
    public static let schema = """
        CREATE TABLE job (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            org bigint NOT NULL,
            kind text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            payload jsonb NOT NULL,
            priority int NOT NULL DEFAULT 0,
            run_at timestamptz NOT NULL DEFAULT now(),
            state smallint NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
            attempt int NOT NULL DEFAULT 0,
            lease_until timestamptz,
            worker text,
            error text,
            created_at timestamptz NOT NULL DEFAULT now()
        ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
        CREATE UNIQUE INDEX job_waiting_key ON job (org, kind, key) WHERE state = 0;
        CREATE UNIQUE INDEX job_running_key ON job (org, kind, key) WHERE state = 1;
        CREATE UNIQUE INDEX job_dead_key ON job (org, kind, key) WHERE state = 2;
        CREATE INDEX job_due ON job (priority DESC, run_at, id) WHERE state = 0;
        CREATE INDEX job_lease ON job (lease_until) WHERE state = 1;
        """

    /// Puts jobs into the queue in the caller's transaction: they exist when it commits.
    ///
    /// A job whose key is already waiting is merged into the waiting one, which keeps the earlier time and the higher
    /// priority and takes the newer payload. A job whose key is *running* is added, so that a change during a run is
    /// not lost; it runs when the other has ended.
    /// - Throws: `SQLError`.
    public static func enqueue(_ connection: Connection, _ jobs: [NewJob]) throws {
        guard !jobs.isEmpty else { return }
        // Merged here as well, since one statement may not touch a row twice; ordered by key, so that two callers who
        // enqueue the same keys cannot lock each other out.
        try connection.query(
            """
            INSERT INTO job (org, kind, key, payload, priority, run_at)
            SELECT org, kind, key, (array_agg(payload ORDER BY n DESC))[1], max(priority),
                   now() + least(min(delay), \(longestDelay * 1000)) * interval '1 millisecond'
            FROM unnest($1::bigint[], $2::text[], $3::text[], $4::jsonb[], $5::int[], $6::bigint[])
                 WITH ORDINALITY AS new(org, kind, key, payload, priority, delay, n)
            GROUP BY org, kind, key ORDER BY org, kind, key
            ON CONFLICT (org, kind, key) WHERE state = 0 DO UPDATE
            SET run_at = least(job.run_at, excluded.run_at), priority = greatest(job.priority, excluded.priority),
                payload = excluded.payload
            """,
            [
                .intArray(jobs.map(\.organization)), .textArray(jobs.map(\.kind)), .textArray(jobs.map(\.key)),
                .jsonArray(jobs.map(\.payload)), .intArray(jobs.map { Int64($0.priority) }),
                .intArray(jobs.map { $0.delay.wholeMilliseconds }),
            ])
        try connection.query("SELECT pg_notify($1, '')", [.text(channel)])
    }

    /// Ends the leases of all running jobs, so that a worker that starts now takes them over at once.
    ///
    /// Only for a process that is certain to be the only one on this database: whoever ran the jobs was killed.
    /// - Throws: `SQLError`.
    public static func endLeases(_ connection: Connection) throws {
        try connection.query("UPDATE job SET lease_until = now() WHERE state = 1")
    }
}

extension Duration {
    var wholeMilliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
