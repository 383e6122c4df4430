/// Passed when the time was over first.
struct TimeIsOver: Error {}

/// Runs `body` and cancels it when the time is over; returns only when it has ended, so that nothing is left behind.
func within<T: Sendable>(
    _ time: Duration, _ body: @escaping @Sendable () async throws -> T
) async throws -> T {
    try await withThrowingTaskGroup(of: T?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: time)
            return nil
        }
        defer { group.cancelAll() }
        guard case .some(.some(let value)) = try await group.next() else { throw TimeIsOver() }
        return value
    }
}

extension OutboundError {
    static func late(_ url: String, _ time: Duration) -> OutboundError {
        OutboundError(
            .timeout, "\(Failure.display(url)) did not answer in full within \(time)",
            fix: "check that the server answers; it is tried again")
    }

    static let cancelled = OutboundError(.cancelled, "the request was cancelled", fix: "it is tried again when needed")
}
