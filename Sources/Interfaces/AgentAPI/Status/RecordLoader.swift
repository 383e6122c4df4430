import SQL
import Store

/// Reads devices for answers: what is asked for while a query runs is read by the next one together.
final class RecordLoader: Sendable {
    private static let mostPerQuery = 256

    private let queue = Batching<Int64, Void, DeviceRecord?>(most: 100_000)
    private let database: Database

    init(database: Database) {
        self.database = database
    }

    /// A device; nil when there is none.
    func record(_ device: Int64) async throws -> DeviceRecord? {
        try await queue.submit(device, ())
    }

    /// Serves until cancelled.
    func run() async {
        for await _ in queue.signal {
            while !Task.isCancelled {
                let entries = queue.take(Self.mostPerQuery)
                if entries.isEmpty { break }
                await Task { await self.load(entries) }.value
                queue.finish(entries)
            }
        }
        queue.close()
    }

    private func load(_ entries: [Batching<Int64, Void, DeviceRecord?>.Entry]) async {
        let ids = entries.map(\.key)
        do {
            let records = try await database.read { try DeviceRecords.load($0, ids: ids) }
            let byID = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            for entry in entries { entry.resume(.success(byID[entry.key])) }
        } catch {
            for entry in entries { entry.resume(.failure(error)) }
        }
    }
}
