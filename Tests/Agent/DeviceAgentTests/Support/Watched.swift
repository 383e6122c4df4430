import Synchronization

/// A value whose changes tasks can wait for.
final class Watched<Value: Sendable>: Sendable {
    private struct Waiter {
        var isReached: @Sendable (Value) -> Bool
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct Box {
        var value: Value
        var waiters: [Int: Waiter] = [:]
        var next = 0
    }

    private let box: Mutex<Box>

    init(_ value: Value) { box = Mutex(Box(value: value)) }

    var value: Value { box.withLock { $0.value } }

    func change(_ body: (inout Value) -> Void) {
        let ready = box.withLock { box in
            body(&box.value)
            let value = box.value
            let keys = box.waiters.filter { $0.value.isReached(value) }.map(\.key)
            return keys.compactMap { box.waiters.removeValue(forKey: $0) }
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    func wait(until isReached: @escaping @Sendable (Value) -> Bool) async throws {
        let ticket = box.withLock { box in
            box.next += 1
            return box.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = box.withLock { box -> Result<Void, any Error>? in
                    if isReached(box.value) { return .success(()) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    box.waiters[ticket] = Waiter(isReached: isReached, continuation: continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            box.withLock { $0.waiters.removeValue(forKey: ticket) }?.continuation.resume(throwing: CancellationError())
        }
    }
}
