import Jobs
import Logging
import SQL
import Store

/// Removes what nobody needs any more, in set statements, once a minute.
struct Housekeeping: Sendable {
    /// How long events are kept, in days.
    static let eventDays: Int64 = 7
    /// How long a job that failed for good is left alone.
    private static let deadLetterRest = Duration.seconds(3600)
    private static let interval = Duration.seconds(60)

    let store: Store
    let logger: Logger

    /// Tidies until the task is cancelled.
    func run() async throws {
        while !Task.isCancelled {
            do {
                try await store.database.transaction { connection in
                    _ = try Events.expire(connection, afterDays: Self.eventDays)
                    try WakeUps.expire(connection)
                    try RenderedSpecs.expire(connection)
                    try RepositoryPolls.expire(connection)
                    _ = try SyncSuspensions.expire(connection)
                    try Dependencies.expire(connection)
                    try RolloutQueue.sweep(connection)
                    try JobQueue.requeue(connection, deadFor: Self.deadLetterRest)
                }
            } catch let error as SQLError {
                logger.error("housekeeping failed, trying again", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: Self.interval)
        }
    }
}
