import CoreMetrics
import Logging
import SQL
import Store
import Wire

/// Why a report was not stored.
enum StatusFailure: Error {
    /// The queue is full, the database does not answer, or the row is held: try again later.
    case unavailable
    /// The report itself cannot be stored.
    case refused
}

/// Takes status reports into the store: one transaction for the reports of a few milliseconds, the newest of each device,
/// and each request is answered after the commit of its own transaction and never before (P6).
final class StatusBatcher: Sendable {
    /// A row that is held by somebody else is tried this often, with pauses, before the device is told to come again.
    private static let mostReturns = 100
    /// How many transactions run at once. More would only make them smaller.
    private static let mostFlushes = 2

    private typealias Queue = Batching<Int64, DeviceStatusReport, StatusOutcome>

    private let queue: Queue
    private let database: Database
    private let settings: AgentSettings
    private let logger: Logger
    private let reports = Counter(label: "martlet_agent_status_reports_total")
    private let flushes = Recorder(label: "martlet_agent_status_flush_devices")

    init(database: Database, settings: AgentSettings, logger: Logger) {
        self.database = database
        self.settings = settings
        self.logger = logger
        queue = Queue(most: settings.mostWaitingReports)
    }

    /// Stores a report.
    /// - Returns: After the commit, the device as it then stands; `gone` when there is no such device.
    /// - Throws: ``StatusFailure``
    func submit(_ device: Int64, _ report: DeviceStatusReport) async throws -> StatusOutcome {
        do {
            return try await queue.submit(device, report)
        } catch is BatchRefusal {
            throw StatusFailure.unavailable
        }
    }

    /// Flushes until cancelled, a few transactions at once: while one waits for its commit, the next gathers and runs.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await _ in queue.signal {
                while !Task.isCancelled {
                    if running == Self.mostFlushes {
                        await group.next()
                        running -= 1
                    }
                    try? await Task.sleep(for: settings.flushLinger)
                    let entries = queue.take(settings.reportsPerFlush)
                    if entries.isEmpty { break }
                    running += 1
                    group.addTask { await self.serve(entries) }
                }
            }
        }
        queue.close()
    }

    private func serve(_ entries: [Queue.Entry]) async {
        // What was taken is finished also when the server stops: its requests still wait.
        await Task { await self.flush(entries) }.value
        queue.finish(entries)
    }

    private func flush(_ entries: [Queue.Entry]) async {
        let writes = entries.map { StatusWrite(device: $0.key, report: $0.item) }
        do {
            let outcomes = try await database.transaction { try StatusReports.write($0, writes) }
            flushes.record(entries.count)
            answer(entries, outcomes)
        } catch {
            await handle(error, entries)
        }
    }

    private func answer(_ entries: [Queue.Entry], _ outcomes: [Int64: StatusOutcome]) {
        var busy: [Queue.Entry] = []
        for entry in entries {
            switch outcomes[entry.key] ?? .gone {
            case .busy where entry.returns < Self.mostReturns: busy.append(entry)
            case .busy: entry.resume(.failure(StatusFailure.unavailable))
            case let outcome:
                reports.increment(by: Int64(entry.waiters.count))
                entry.resume(.success(outcome))
            }
        }
        if !busy.isEmpty { queue.putBack(busy) }
    }

    /// A report that the database refuses must not take others with it: halves are tried until it stands alone.
    private func handle(_ error: any Error, _ entries: [Queue.Entry]) async {
        guard Self.isAboutData(error) else {
            logger.warning(
                "status reports could not be stored",
                metadata: ["reports": "\(entries.count)", "reason": "\(error)"])
            return entries.forEach { $0.resume(.failure(StatusFailure.unavailable)) }
        }
        guard entries.count > 1 else {
            logger.warning("a status report was refused by the database", metadata: ["reason": "\(error)"])
            return entries.forEach { $0.resume(.failure(StatusFailure.refused)) }
        }
        let middle = entries.count / 2
        await flush(Array(entries[..<middle]))
        await flush(Array(entries[middle...]))
    }

    private static func isAboutData(_ error: any Error) -> Bool {
        guard let error = error as? SQLError else { return !(error is CancellationError) }
        switch error.code {
        case .connection, .outcomeUnknown, .timeout, .cancelled, .busy, .closed, .resources, .serialization:
            return false
        default: return true
        }
    }
}
