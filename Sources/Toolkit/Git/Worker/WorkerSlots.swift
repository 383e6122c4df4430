import Synchronization

/// Bounds how many workers run, in all and for one repository, and how many callers wait for one. First come, first
/// served, except that a caller whose repository has its share does not hold up the others behind it.
final class WorkerSlots: Sendable {
    private struct Waiter {
        let ticket: UInt64
        let remote: GitRemote
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var running = 0
        var runningByRemote: [GitRemote: Int] = [:]
        var waiting: [Waiter] = []
        var nextTicket: UInt64 = 0
    }

    private let state = Mutex(State())
    private let total: Int
    private let perRemote: Int
    private let maxWaiting: Int

    init(_ limits: GitLimits) {
        total = max(1, limits.maxWorkers)
        perRemote = max(1, limits.maxWorkersPerRemote)
        maxWaiting = limits.maxWaiting
    }

    /// Runs `body` in a slot. Throws ``GitError/Code/busy`` when too many wait, and `CancellationError`.
    func withSlot<T: Sendable>(for remote: GitRemote, _ body: () async throws -> T) async throws -> T {
        try await acquire(remote)
        defer { release(remote) }
        return try await body()
    }

    private func acquire(_ remote: GitRemote) async throws {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enter(Waiter(ticket: ticket, remote: remote, continuation: continuation))
            }
        } onCancel: {
            leave(ticket)
        }
    }

    private func enter(_ waiter: Waiter) {
        let outcome: Result<Void, any Error>? = state.withLock { state in
            // Asked under the lock: a cancellation after this finds the waiter in the list.
            if Task.isCancelled { return .failure(CancellationError()) }
            if hasRoom(for: waiter.remote, in: state) {
                occupy(waiter.remote, in: &state)
                return .success(())
            }
            if state.waiting.count >= maxWaiting { return .failure(Self.busy) }
            state.waiting.append(waiter)
            return nil
        }
        if let outcome { waiter.continuation.resume(with: outcome) }
    }

    private func leave(_ ticket: UInt64) {
        let waiter = state.withLock { state in
            state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0) }
        }
        waiter?.continuation.resume(throwing: CancellationError())
    }

    private func release(_ remote: GitRemote) {
        let next: Waiter? = state.withLock { state in
            state.running -= 1
            state.runningByRemote[remote, default: 1] -= 1
            if state.runningByRemote[remote] == 0 { state.runningByRemote[remote] = nil }
            guard let index = state.waiting.firstIndex(where: { hasRoom(for: $0.remote, in: state) }) else {
                return nil
            }
            let waiter = state.waiting.remove(at: index)
            occupy(waiter.remote, in: &state)
            return waiter
        }
        next?.continuation.resume()
    }

    private func hasRoom(for remote: GitRemote, in state: State) -> Bool {
        state.running < total && state.runningByRemote[remote, default: 0] < perRemote
    }

    private func occupy(_ remote: GitRemote, in state: inout State) {
        state.running += 1
        state.runningByRemote[remote, default: 0] += 1
    }

    static let busy = GitError(
        .busy, "too many git operations are waiting for a worker",
        fix: "they are tried again; raise the number of git workers if this lasts")
}
