import NIOPosix

/// The one thread on which the agent touches its disk.
///
/// Actors that name it as their executor may block: they never hold up the tasks that talk to the network.
final class DiskThread: SerialExecutor {
    // One thread, so jobs run one after another, which is what a serial executor must promise.
    private let pool: NIOThreadPool

    init() {
        pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pool.submit { _ in job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Ends the thread after what is queued. No actor may use it afterwards.
    func stop() async throws { try await pool.shutdownGracefully() }
}
