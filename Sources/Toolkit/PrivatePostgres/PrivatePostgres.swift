import Logging
public import SQL
import ServiceLifecycle

/// A PostgreSQL that belongs to this program alone: made in a directory, started, watched, started again when it dies.
///
/// It listens on a Unix socket in a private folder and on no network. Writes are durable and pages carry checksums.
/// Started as root it runs as an unprivileged user. When this process is killed the server lives on; the next start
/// finds and adopts it, or stops it when it is not what would be started now.
public actor PrivatePostgres: Service {
    private static let watchInterval = Duration.milliseconds(200)
    private static let longestPause = Duration.seconds(10)

    private struct Running {
        var cluster: Cluster
        var postmaster: Postmaster
        /// Held as long as the server is ours.
        let lock: DirectoryLock
    }

    private let directory: String
    private let programs: String?
    private let logger: Logger
    private var running: Running?

    /// Describes the server; nothing happens before `start()`.
    /// - Parameters:
    ///   - directory: where everything lives; made when missing. No other process may use it.
    ///   - programs: the folder with `postgres`, `initdb` and `pg_ctl`; nil searches where distributions put them.
    public init(directory: String, programs: String? = nil, logger: Logger) {
        self.directory = directory
        self.programs = programs
        self.logger = logger
    }

    /// Locks the directory, makes the cluster when there is none, and starts the server or adopts the one that runs.
    /// - Returns: where the database can be reached.
    /// - Throws: `PrivatePostgresError`.
    public func start() async throws -> DatabaseAddress {
        if let running { return address(running.cluster) }
        try Folder.make(directory)
        let resolved = Folder.resolved(directory) ?? directory
        let lock = try DirectoryLock(directory: resolved)
        let cluster = try await prepare(Layout(directory: resolved))
        let postmaster = try await adoptOrStart(cluster)
        running = Running(cluster: cluster, postmaster: postmaster, lock: lock)
        return address(cluster)
    }

    /// Starts the server unless it runs, and starts it again whenever it dies, until the task is cancelled or a
    /// graceful shutdown begins; then stops it.
    public func run() async throws {
        _ = try await start()
        do {
            try await cancelWhenGracefulShutdown { try await self.watch() }
        } catch is CancellationError {
            // The ordinary end.
        }
        // Not a child task: stopping must be complete although this task may be cancelled. It is waited for here.
        try await Task { try await self.stop() }.value
    }

    /// Stops the server and unlocks the directory. Does nothing when it is not running.
    public func stop() async throws {
        guard let running else { return }
        self.running = nil
        try await Postmaster.running(in: running.cluster.layout)?.stop()
        logger.info("PostgreSQL was stopped")
    }
}

extension PrivatePostgres {
    private func prepare(_ layout: Layout) async throws -> Cluster {
        let account = try Account.choose(forData: layout.data)
        let tool = Tool(account: account)
        if account.needsSwitch { try await Reachability.check(Folder.ancestors(of: layout.directory), tool) }
        let programs = try await ServerPrograms.find(
            given: programs, clusterVersion: Cluster.version(layout), tool: tool)
        let cluster = Cluster(layout: layout, programs: programs, tool: tool)
        try await cluster.makeIfMissing()
        return cluster
    }

    private func adoptOrStart(_ cluster: Cluster) async throws -> Postmaster {
        if let old = Postmaster.running(in: cluster.layout) {
            if old.isUsable(for: cluster) {
                logger.notice("adopted the PostgreSQL that was still running", metadata: ["process": "\(old.process)"])
                return old
            }
            logger.notice("stopping an old PostgreSQL", metadata: ["process": "\(old.process)"])
            try await old.stop()
        }
        return try await launch(cluster)
    }

    private func launch(_ cluster: Cluster) async throws -> Postmaster {
        await Postmaster.endLeftovers(in: cluster.layout)
        try cluster.configure()
        try await cluster.startServer()
        guard let postmaster = Postmaster.running(in: cluster.layout) else {
            throw PrivatePostgresError(
                .program, "PostgreSQL ended right after its start: \(SmallFile.lastLines(5, of: cluster.layout.log))",
                fix: "see \(cluster.layout.log)")
        }
        logger.info(
            "PostgreSQL runs", metadata: ["process": "\(postmaster.process)", "data": "\(cluster.layout.data)"])
        return postmaster
    }

    private func watch() async throws {
        while true {
            try await Task.sleep(for: Self.watchInterval)
            guard let running else { return }
            running.cluster.trimLog()
            if !ProcessTable.isAlive(running.postmaster.process) { try await restart(running.cluster) }
        }
    }

    private func restart(_ cluster: Cluster) async throws {
        var pause = Self.watchInterval
        while true {
            logger.error("PostgreSQL died and is started again", metadata: ["log": "\(cluster.layout.log)"])
            do {
                running?.postmaster = try await adoptOrStart(cluster)
                return
            } catch {
                logger.error("PostgreSQL cannot be started", metadata: ["reason": "\(error)"])
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private func address(_ cluster: Cluster) -> DatabaseAddress {
        DatabaseAddress(
            socketDirectory: cluster.layout.sockets, user: ClusterConfiguration.user,
            database: ClusterConfiguration.database)
    }
}
