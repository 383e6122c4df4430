import Logging
import Nodes
import TimeZones

/// Brings the device from its current spec to the desired one and keeps it there.
///
/// It works on disk only and knows no network, so the device keeps its state however long the service is away.
actor Synchronizer {
    /// What a step found to do.
    enum Outcome: Sendable, Hashable {
        case idle
        case updated(UInt64)
        case failed(UInt64)
        case retrying(UInt64)
        /// A spec file is gone: everything has to start from the whole document again.
        case specFilesMissing
        /// The current spec takes the device out of service.
        case decommission
    }

    let thread: DiskThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    let disk: Disk
    let board: StatusBoard
    let owners: OwnerRules
    let zones: TimeZoneDatabase
    /// The present by the device's clock, in seconds since 1970 UTC.
    let clock: @Sendable () -> Double
    var transaction: FileTransaction { FileTransaction(disk: disk) }
    var logger: Logger
    var audit: AuditLog?
    var retry = Backoff(base: .seconds(30), factor: 1.5, maximum: .seconds(300), jitter: 0.1)
    var due: ContinuousClock.Instant?
    var failures = FailedSpecs()
    var drift = DriftWatch()
    /// What the desired spec's update policy lets start.
    var gate: UpdateGate?
    /// What was told last of an update that may not start yet.
    var toldWait: UpdateProgress?
    /// The paths that the current spec placed: all that may ever be removed.
    var owned: [String] = []
    private(set) var monitors = ResourceMonitor.standard
    /// Set by ``open(device:agentVersion:)``.
    var store: SpecStore?
    /// The newest document that came from the service, whether it was applied or failed.
    private(set) var lastAccepted: UInt64 = 0

    init(
        thread: DiskThread, disk: Disk, owners: OwnerRules, zones: TimeZoneDatabase = TimeZoneDatabase(),
        board: StatusBoard, logger: Logger, clock: @escaping @Sendable () -> Double
    ) {
        (self.thread, self.disk, self.owners, self.board, self.logger) = (thread, disk, owners, board, logger)
        (self.zones, self.clock) = (zones, clock)
    }

    /// Puts right what an interrupted update left behind. To be called before anything else.
    func recover() throws {
        switch try transaction.recover(isCommitted: { try SpecStore.currentDigest(disk) == $0 }) {
        case .nothing: break
        case .takenBack: logger.warning("an update was interrupted; the files from before it are back")
        case .completed: logger.notice("an update was interrupted after it was complete; its leftovers are removed")
        }
    }

    /// Opens the spec files, or starts them again at version 0.
    func open(device: String, agentVersion: String, audits: Bool = true) throws {
        let (store, reason) = try SpecStore.open(disk, device: device)
        audit = audits ? AuditLog(disk: disk, device: device, agentVersion: agentVersion) : nil
        self.store = store
        lastAccepted = store.desired.version
        if let reason {
            logger.notice("the spec files start again at version 0", metadata: ["reason": "\(reason)"])
            record(.bootstrap, from: nil, to: store.current)
        }
        try adopt(try store.load(.current))
    }

    /// The version that the device says it knows.
    var knownVersion: UInt64 { lastAccepted }
    var currentVersion: UInt64 { store?.current.version ?? 0 }
    var desiredVersion: UInt64 { store?.desired.version ?? 0 }

    func configure(_ configuration: AgentConfiguration, logger: Logger) {
        self.logger = logger
        if !configuration.auditEnabled { audit = nil }
        retry = Backoff(base: configuration.retryBaseDelay, factor: 1.5, maximum: .seconds(300), jitter: 0.1)
    }

    /// Takes over what follows from a document that is now the current one.
    func adopt(_ document: DeviceDocument) throws {
        owned = try ConfigFiles.read(document.spec).map(\.path)
        monitors = ResourceMonitor.read(document.spec)
        drift.forget()
        board.running(document.head.version)
    }

    func noteAccepted(_ version: UInt64) { lastAccepted = version }

    func record(_ event: AuditLog.Event, from: SpecHead?, to: SpecHead, isSuccess: Bool = true) {
        do { try audit?.record(event, from: from, to: to, isSuccess: isSuccess) } catch {
            logger.warning("the audit log could not be written", metadata: ["error": "\(error)"])
        }
    }
}
