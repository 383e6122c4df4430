public import CoreMetrics
public import Logging
public import SQL
public import ServiceLifecycle

/// Does one kind of work. It may run again after a crash, so it must be idempotent. Throwing means "try again later", a
/// `PermanentJobFailure` "never again"; the error's description is kept for the operator and must hold no secrets.
public typealias JobHandler = @Sendable (Job) async throws -> Void

/// Takes jobs from the queue and runs them.
///
/// Several are claimed at once; each is held by a lease that is renewed while its handler runs, and whose loss cancels
/// the handler. On graceful shutdown nothing new is claimed and running handlers end; on cancellation they are
/// cancelled and their jobs go back to the queue at once.
public final class JobWorker: Service {
    let database: Database
    let handlers: [String: JobHandler]
    let options: JobWorkerOptions
    let claims: Claims
    let logger: Logger
    let metrics: JobMetrics
    let running = RunningJobs()
    private let work = Signal()

    /// Makes a worker for the kinds that have handlers; others are left to other workers.
    /// - Parameters:
    ///   - name: shown in the table beside running jobs; the host's name, for example.
    ///   - metricsFactory: where the `flightctl_worker_…` metrics go.
    public init(
        database: Database, name: String, handlers: [String: JobHandler],
        options: JobWorkerOptions = JobWorkerOptions(),
        logger: Logger, metricsFactory: any MetricsFactory = MetricsSystem.factory
    ) {
        metrics = JobMetrics(kinds: handlers.keys, factory: metricsFactory)
        self.database = database
        self.handlers = handlers
        self.options = options
        self.logger = logger
        claims = Claims(
            worker: "\(name)/\(String(UInt64.random(in: 0...UInt64.max), radix: 16))", lease: options.lease,
            maximumAttempts: options.maximumAttempts)
    }

    /// Says that there may be work, as a notification on `JobQueue.channel` does. Costs nothing when there is none.
    public func wake() { work.give() }

    /// Works until graceful shutdown or cancellation, and returns when no handler runs any more.
    public func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.keepUp() }
            await self.claimUntilStopped()
            group.cancelAll()
        }
    }

    private func claimUntilStopped() async {
        await withDiscardingTaskGroup { group in
            await withGracefulShutdownHandler {
                while !Task.isCancelled, !Task.isShuttingDownGracefully {
                    for (job, claimed) in await self.claim() { self.start(job, claimed: claimed, in: &group) }
                    await self.work.wait(upTo: self.options.pollInterval)
                }
            } onGracefulShutdown: {
                self.work.give()
            }
        }
    }

    /// Claims as many jobs as there are free places.
    private func claim() async -> [(Job, ContinuousClock.Instant)] {
        let free = options.concurrency - running.count
        guard free > 0 else { return [] }
        // Taken before the statement, so that our idea of the lease ends before the database's.
        let claimed = ContinuousClock.now
        do {
            let jobs = try await database.transaction { [claims, kinds = Array(handlers.keys)] connection in
                try claims.claim(connection, kinds: kinds, limit: free)
            }
            return jobs.map { ($0, claimed) }
        } catch is CancellationError {
            return []
        } catch {
            logger.warning("cannot claim jobs", metadata: ["reason": "\(error)"])
            return []
        }
    }

    private func start(_ job: Job, claimed: ContinuousClock.Instant, in group: inout DiscardingTaskGroup) {
        // The handler runs in a task of its own inside the group's child, so that it can be cancelled alone; the child
        // waits for it and passes cancellation on.
        let handler = Task { try await self.handle(job) }
        running.add(job.id, claimed: claimed) { handler.cancel() }
        metrics.running(running.count)
        group.addTask {
            let result = await withTaskCancellationHandler {
                await handler.result
            } onCancel: {
                handler.cancel()
            }
            await self.settle(job, result, duration: claimed.duration(to: .now))
            self.running.remove(job.id)
            self.metrics.running(self.running.count)
            self.work.give()
        }
    }

    private func handle(_ job: Job) async throws {
        guard let handler = handlers[job.kind] else {
            throw PermanentJobFailure("no handler for jobs of kind \(job.kind)")
        }
        metrics.started(job)
        try await handler(job)
    }
}
