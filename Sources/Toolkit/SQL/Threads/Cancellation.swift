import Synchronization

/// Whether a call's caller has given up, and how to wake the thread that works on it.
final class Cancellation: Sendable {
    private struct State {
        var isCancelled = false
        var wake: WakeHandle?
    }
    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            // Signalled under the lock: after `end` no wake-up of this call can reach the thread's next one.
            state.wake?.signal()
        }
    }

    /// The thread that owns `wake` starts on the call.
    func begin(_ wake: WakeHandle) {
        state.withLock { state in
            state.wake = wake
            if state.isCancelled { wake.signal() }
        }
    }

    func end() {
        state.withLock { state in
            state.wake?.clear()
            state.wake = nil
        }
    }
}
