import Synchronization

/// A hint that one task waits for and anybody gives. Given while nobody waits, it is kept; given twice, it is one.
public final class Signal: Sendable {
    private struct State {
        var isGiven = false
        var waiter: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    /// Nothing is given yet.
    public init() {}

    /// Wakes who waits, or who waits next.
    public func give() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil { state.isGiven = true }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Waits for the signal, the time, or cancellation, whichever comes first.
    public func wait(upTo limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            // Cancelled when the signal came first.
            group.addTask { do { try await Task.sleep(for: limit) } catch { return } }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isGiven || Task.isCancelled {
                        state.isGiven = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }?.resume()
        }
    }
}
