import Logging
import SQL
import Store
import Synchronization

/// Reads wake-ups and tells the poll desk. A notification is only the hint to look; the rows are looked at now and then
/// without one, too, and everything is looked up anew after the listening connection was lost.
final class WakeWatcher: Sendable {
    /// How often the rows are looked at without a hint.
    private static let longestSilence = Duration.seconds(10)

    private let database: Database
    private let listener: Listener
    private let desk: PollDesk
    private let logger: Logger
    private let mustRefresh = Mutex(true)

    init(database: Database, listener: Listener, desk: PollDesk, logger: Logger) {
        self.database = database
        self.listener = listener
        self.desk = desk
        self.logger = logger
    }

    /// Runs until cancelled.
    func run() async throws {
        let (hints, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let events = try listener.notifications(channels: [WakeUps.channel])
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await event in events {
                    if event == .reconnected { self.mustRefresh.withLock { $0 = true } }
                    continuation.yield()
                }
                continuation.finish()
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.longestSilence)
                    continuation.yield()
                }
            }
            await follow(hints)
            group.cancelAll()
        }
    }

    private func follow(_ hints: AsyncStream<Void>) async {
        var cursor: WakeCursor?
        for await _ in hints {
            do {
                try await look(&cursor)
            } catch {
                if Task.isCancelled { return }
                // What was missed is made up for by looking at everything as soon as the database answers again.
                mustRefresh.withLock { $0 = true }
                logger.warning("wake-ups could not be read", metadata: ["reason": "\(error)"])
            }
        }
    }

    private func look(_ cursor: inout WakeCursor?) async throws {
        let refreshesAll = mustRefresh.withLock { flag in
            defer { flag = false }
            return flag
        }
        guard !refreshesAll, let present = cursor else {
            cursor = try await database.read { try WakeCursor.now($0) }
            return try await wake(nil)
        }
        let (next, devices) = try await database.read { connection in
            var next = present
            let devices = try next.advance(connection)
            return (next, devices)
        }
        if !devices.isEmpty { try await wake(devices) }
        cursor = next
    }

    private func wake(_ devices: Set<Int64>?) async throws {
        try await desk.wake(devices) { ids in
            try await self.database.read { try DevicePresence.states($0, ids: ids) }
        }
    }
}
