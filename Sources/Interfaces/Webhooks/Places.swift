import HTTPFront
import Synchronization

/// How many bodies of unknown senders are held at once, so that they cannot fill the memory.
final class Places: Sendable {
    /// The most at once; with the largest body of each, 64 MiB.
    static let most = 64

    private let taken = Mutex(0)

    /// Runs `body` in a place of its own.
    /// - Throws: ``StatusError`` with 503 when all are taken.
    func with<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let isFree = taken.withLock { taken in
            guard taken < Self.most else { return false }
            taken += 1
            return true
        }
        guard isFree else { throw StatusError(503, "too many webhooks at once: try again", retryAfter: 1) }
        defer { taken.withLock { $0 -= 1 } }
        return try await body()
    }
}
