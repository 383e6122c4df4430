/// Passed when the time was over first.
struct DeadlineExceeded: Error {}

/// Runs `body` and cancels it when the time is over; returns only when it has ended, so that nothing is left behind.
func withDeadline<T: Sendable>(
    _ time: Duration, _ body: @escaping @Sendable () async throws -> T
) async throws -> T {
    try await withThrowingTaskGroup(of: T?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: time)
            return nil
        }
        defer { group.cancelAll() }
        guard case .some(.some(let value)) = try await group.next() else { throw DeadlineExceeded() }
        return value
    }
}
