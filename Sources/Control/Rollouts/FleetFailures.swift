public import Logging
import SQL

/// What went wrong for single fleets while several were worked on: one that fails keeps no other from its turn.
public struct FleetFailures {
    private let logger: Logger
    private var first: (any Error)?

    /// No failures so far.
    public init(logger: Logger) { self.logger = logger }

    /// Does a fleet's work, and keeps what it throws for later.
    /// - Throws: what every other fleet would meet as well: the task is cancelled, or the database is away.
    public mutating func attempt(_ fleet: String, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch  where !Self.concernsAll(error) {
            logger.warning("fleet left out", metadata: ["fleet": "\(fleet)", "why": "\(error)"])
            first = first ?? error
        }
    }

    /// Throws what failed first, so that the work is done again: to be called when every fleet has had its turn.
    public func rethrow() throws {
        if let first { throw first }
    }

    private static func concernsAll(_ error: any Error) -> Bool {
        error is CancellationError || (error as? SQLError)?.code.isOfServer ?? false
    }
}
