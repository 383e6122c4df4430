/// Passed when the time was over first.
public struct TimeIsOver: Error {}

/// Runs `body` and cancels it when the time is over; returns only when it has ended, so that nothing is left behind.
///
/// - Throws: ``TimeIsOver`` when the time was over first, `CancellationError` when the caller was cancelled, and what `body`
///   throws.
public func within<T: Sendable>(
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
