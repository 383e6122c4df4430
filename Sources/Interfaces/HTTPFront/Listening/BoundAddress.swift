import Synchronization

/// The address of a listener once it has one; any number of tasks may wait for it.
final class BoundAddress: Sendable {
    private enum State {
        case waiting([Int: CheckedContinuation<ListenAddress, any Error>], next: Int)
        case known(Result<ListenAddress, any Error>)
    }

    private let state = Mutex(State.waiting([:], next: 0))

    /// The first result stands; later ones change nothing.
    func resolve(_ result: Result<ListenAddress, any Error>) {
        let waiting = state.withLock { state -> [CheckedContinuation<ListenAddress, any Error>] in
            guard case .waiting(let continuations, _) = state else { return [] }
            state = .known(result)
            return Array(continuations.values)
        }
        for continuation in waiting { continuation.resume(with: result) }
    }

    func value() async throws -> ListenAddress {
        let ticket = state.withLock { state -> Int in
            guard case .waiting(let continuations, let next) = state else { return -1 }
            state = .waiting(continuations, next: next + 1)
            return next
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { add($0, ticket: ticket) }
        } onCancel: {
            cancel(ticket)
        }
    }

    private func add(_ continuation: CheckedContinuation<ListenAddress, any Error>, ticket: Int) {
        let result = state.withLock { state -> Result<ListenAddress, any Error>? in
            switch state {
            case .known(let result): return result
            case .waiting(var continuations, let next):
                if Task.isCancelled { return .failure(CancellationError()) }
                continuations[ticket] = continuation
                state = .waiting(continuations, next: next)
                return nil
            }
        }
        if let result { continuation.resume(with: result) }
    }

    private func cancel(_ ticket: Int) {
        let continuation = state.withLock { state -> CheckedContinuation<ListenAddress, any Error>? in
            guard case .waiting(var continuations, let next) = state else { return nil }
            let removed = continuations.removeValue(forKey: ticket)
            state = .waiting(continuations, next: next)
            return removed
        }
        continuation?.resume(throwing: CancellationError())
    }
}
