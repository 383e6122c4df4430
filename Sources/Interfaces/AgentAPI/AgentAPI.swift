public import Enrollment
public import HTTPFront
public import Hummingbird
public import Logging
public import SQL
public import ServiceLifecycle
public import Store

/// The API for devices: long polls answered from memory, status reports in small batches, enrolment.
///
/// Add its routes to the router of a listener with mutual TLS that has its gate, and run it beside that listener.
/// Everything below `run` ends when it is cancelled or a graceful shutdown begins; polls that are held are then answered
/// with 204, and none is held any more.
public final class AgentAPI: Service {
    let store: Store
    let enrollment: EnrollmentService
    let settings: AgentSettings
    let desk: PollDesk
    let reports: StatusBatcher
    let records: RecordLoader
    let cache: RenderedCache
    let seen: SeenCollector
    let absent: AbsentDevice
    private let wakeWatcher: WakeWatcher

    /// - Parameters:
    ///   - address: where the database is, reached directly and not through a pooler: wake-ups are listened for there.
    public init(
        store: Store, address: DatabaseAddress, enrollment: EnrollmentService, settings: AgentSettings, logger: Logger
    ) {
        var logger = logger
        logger[metadataKey: "component"] = "agent-api"
        let database = store.database
        self.store = store
        self.enrollment = enrollment
        self.settings = settings
        desk = PollDesk(settings)
        reports = StatusBatcher(database: database, settings: settings, logger: logger)
        records = RecordLoader(database: database)
        cache = RenderedCache(mostBytes: settings.cacheBytes)
        seen = SeenCollector(database: database, settings: settings, logger: logger)
        absent = AbsentDevice(database: database, logger: logger)
        wakeWatcher = WakeWatcher(
            database: database, listener: SQL.Listener(address, logger: logger), desk: desk, logger: logger)
    }

    /// How many polls are held now.
    public var parkedPolls: Int { desk.parked }

    /// Holds long polls; to be given to the listener.
    public var gate: any RequestGate { PollGate(api: self) }

    /// Adds the routes below `/api/v1` and those of the gRPC services.
    public func addRoutes(to router: Router<FrontContext>) {
        DeviceRoutes(api: self).add(to: router)
        EnrollmentRoutes(api: self).add(to: router)
        RemoteProcedureRoutes().add(to: router)
    }

    /// Whether a device exists, from memory if possible.
    func presence(_ key: DeviceKey) async throws -> DevicePresence {
        try await unavailable {
            try await desk.state(key) {
                try await store.database.read {
                    try DevicePresence.find($0, organization: key.organizationText, name: key.name)
                }
            }
        }
    }

    /// Serves until cancelled or a graceful shutdown begins.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await self.desk.run() }
                group.addTask { await self.reports.run() }
                group.addTask { await self.records.run() }
                group.addTask { await self.seen.run() }
                group.addTask { try await self.wakeWatcher.run() }
                try await group.waitForAll()
            }
        }
    }
}
