import Glibc

/// Calls that wait for a SQL thread: bounded, first in first out.
///
/// A condition variable, because the threads that take calls must sleep; callers only hold the lock for a few
/// instructions. `@unchecked Sendable`: `waiting` and `isClosed` are touched only between `lock` and `unlock` of
/// `mutex`; the two pointers are constants whose targets live until `deinit`.
final class CallQueue: @unchecked Sendable {
    enum Admission { case added, full, closed, cancelled }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let maximum: Int
    private var waiting: [Call] = []
    private var isClosed = false

    init(maximum: Int) {
        self.maximum = maximum
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    var count: Int { locked { waiting.count } }

    func add(_ call: Call) -> Admission {
        locked {
            if isClosed { return .closed }
            // `Call.cancel` marks the call before it looks for it here, so one of the two sides sees the other.
            if call.cancellation.isCancelled { return .cancelled }
            if waiting.count >= maximum { return .full }
            waiting.append(call)
            pthread_cond_signal(condition)
            return .added
        }
    }

    /// Takes a call out that has not been started; false when a thread has it.
    func remove(_ call: Call) -> Bool {
        locked {
            guard let index = waiting.firstIndex(where: { $0 === call }) else { return false }
            waiting.remove(at: index)
            return true
        }
    }

    /// Sleeps until there is a call; nil when the queue is closed.
    func take() -> Call? {
        locked {
            while waiting.isEmpty, !isClosed { pthread_cond_wait(condition, mutex) }
            return isClosed || waiting.isEmpty ? nil : waiting.removeFirst()
        }
    }

    /// Lets nobody in any more and returns those who were waiting.
    func close() -> [Call] {
        locked {
            isClosed = true
            defer { waiting = [] }
            pthread_cond_broadcast(condition)
            return waiting
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}

/// One caller's work, and how to tell that caller that it will not be done.
final class Call: Sendable {
    let cancellation: Cancellation
    let run: @Sendable (Session) -> Void
    let refuse: @Sendable (any Error) -> Void

    init(
        _ cancellation: Cancellation, run: @escaping @Sendable (Session) -> Void,
        refuse: @escaping @Sendable (any Error) -> Void
    ) {
        self.cancellation = cancellation
        self.run = run
        self.refuse = refuse
    }
}
