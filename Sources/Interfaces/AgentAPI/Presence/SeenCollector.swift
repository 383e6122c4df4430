import Logging
import SQL
import Store
import Synchronization

/// Notes which devices were heard of, writes it down every few seconds, and looks for silent ones every minute.
final class SeenCollector: Sendable {
    private let database: Database
    private let settings: AgentSettings
    private let logger: Logger
    private let seen = Mutex<Set<Int64>>([])

    init(database: Database, settings: AgentSettings, logger: Logger) {
        self.database = database
        self.settings = settings
        self.logger = logger
    }

    /// A device was heard of.
    func note(_ device: Int64) {
        seen.withLock { _ = $0.insert(device) }
    }

    /// Writes down who was heard of, and that the API was served until now: one transaction, so that served time never
    /// counts against a device whose sign of life was not written down.
    func flush() async throws {
        let devices = seen.withLock { seen in
            defer { seen = [] }
            return seen.sorted()
        }
        do {
            try await database.transaction { [replica = settings.replica] connection in
                try SeenDevices.record(connection, ids: devices)
                try ServedTime.extend(connection, replica: replica)
            }
        } catch {
            seen.withLock { $0.formUnion(devices) }
            throw error
        }
    }

    /// Announces devices that have been silent for too long.
    func sweep() async throws {
        try await database.transaction { _ = try SeenDevices.markDisconnected($0) }
    }

    /// Runs until cancelled; what was noted last is written down then.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.every(self.settings.seenInterval) { try await self.flush() } }
            group.addTask { await self.every(self.settings.sweepInterval) { try await self.sweep() } }
        }
        await Task { await self.attempt { try await self.flush() } }.value
    }

    private func every(_ interval: Duration, _ work: () async throws -> Void) async {
        await attempt(work)
        while !Task.isCancelled {
            do { try await Task.sleep(for: interval) } catch { return }
            await attempt(work)
        }
    }

    private func attempt(_ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            if Task.isCancelled { return }
            logger.warning("signs of life could not be written down", metadata: ["reason": "\(error)"])
        }
    }
}
