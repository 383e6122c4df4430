import Jobs
import Logging
import SQL
import Synchronization

/// Jobs per second through queue and worker, with a handler that does nothing.
enum QueueFigure {
    private static let kind = "bench"
    private static let sessions = 8

    static func measure(_ place: Workplace, _ scale: Scale) async throws -> Figure {
        try await BenchDatabase.with("\(place.directory)/queue", threads: sessions, logger: place.logger) { bench in
            let database = bench.database
            try await prepare(database, scale.jobs)
            let floor = try await bare(database)
            let rate = try await worked(database, scale.jobs, place.logger)
            return Figure(
                name: .queueJobs, value: rate, unit: "jobs/s", yardstick: Double(scale.jobs) / floor.seconds,
                yardstickName: "one bare `delete … skip locked` per job, \(sessions) sessions",
                notes:
                    "claimed with a lease, run and completed, each durable; \(JobWorkerOptions().concurrency) at once")
        }
    }

    /// Queues the jobs, and puts as many rows into a table of the same shape.
    private static func prepare(_ database: Database, _ count: Int) async throws {
        for start in stride(from: 0, to: count, by: 1000) {
            try await database.transaction { connection in
                let jobs = (start..<min(start + 1000, count)).map { NewJob(organization: 1, kind: kind, key: "\($0)") }
                try JobQueue.enqueue(connection, jobs)
            }
        }
        try await database.transaction { connection in
            try connection.execute(
                script: """
                    create table bare_job (like job including all);
                    insert into bare_job overriding system value select * from job;
                    """)
        }
        try await database.transaction { try $0.execute(script: "analyze job; analyze bare_job") }
    }

    private static func worked(_ database: Database, _ count: Int, _ logger: Logger) async throws -> Double {
        let (done, signal) = AsyncStream<Void>.makeStream()
        let left = Mutex(count)
        let worker = JobWorker(
            database: database, name: "bench",
            handlers: [
                kind: { _ in
                    let rest = left.withLock { left in
                        left -= 1
                        return left
                    }
                    if rest == 0 { signal.finish() }
                }
            ], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let start = ContinuousClock.now
            group.addTask { try await worker.run() }
            for await _ in done {}
            try await wait(for: "the last job") {
                try await database.read { try $0.query("select 1 from job limit 1", []).isEmpty }
            }
            let duration = start.duration(to: .now)
            group.cancelAll()
            return Double(count) / duration.seconds
        }
    }

    private static func bare(_ database: Database) async throws -> Duration {
        try await timed {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<sessions {
                    group.addTask { while try await takeOne(database) {} }
                }
                try await group.waitForAll()
            }
        }
    }

    private static func takeOne(_ database: Database) async throws -> Bool {
        try await database.transaction { connection in
            try connection.query(
                """
                delete from bare_job where id = (
                    select id from bare_job where state = 0 and run_at <= now()
                    order by priority desc, run_at, id limit 1 for update skip locked)
                """, []
            ).affected == 1
        }
    }
}
