import Logging
import Synchronization

/// A fixed set of threads with one connection each, fed by one bounded queue.
final class ThreadPool: Sendable {
    private struct State {
        var started = false
        var running = 0
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    private let settings: DatabaseSettings
    private let threads: Int
    private let queue: CallQueue
    private let state = Mutex(State())

    init(_ settings: DatabaseSettings, threads: Int, maximumWaiting: Int) {
        self.settings = settings
        self.threads = threads
        queue = CallQueue(maximum: maximumWaiting)
    }

    /// Runs `work` on one of the threads. Cancelling the calling task takes a waiting call out and interrupts a running
    /// one.
    func run<T: Sendable>(_ work: @escaping @Sendable (Session, Cancellation) throws -> T) async throws -> T {
        try startThreads()
        let cancellation = Cancellation()
        let slot = Mutex<Call?>(nil)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let call = Call(cancellation) { session in
                    continuation.resume(with: Result { try work(session, cancellation) })
                } refuse: { error in
                    continuation.resume(throwing: error)
                }
                slot.withLock { $0 = call }
                submit(call)
            }
        } onCancel: {
            cancellation.cancel()
            if let call = slot.withLock({ $0 }), queue.remove(call) { call.refuse(CancellationError()) }
        }
    }

    /// Refuses whoever waits, lets running calls finish, and returns when every thread has ended.
    func close() async {
        shutDown()
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.running > 0 { state.closing.append(continuation) }
                return state.running == 0
            }
            if isOver { continuation.resume() }
        }
    }

    /// The part of `close` that does not wait.
    func shutDown() {
        for call in queue.close() { call.refuse(SQLError(.closed, "the database is closed")) }
    }

    private func submit(_ call: Call) {
        switch queue.add(call) {
        case .added: break
        case .full: call.refuse(SQLError(.busy, "too many calls are waiting for a database connection"))
        case .closed: call.refuse(SQLError(.closed, "the database is closed"))
        case .cancelled: call.refuse(CancellationError())
        }
    }

    private func startThreads() throws {
        try state.withLock { state in
            guard !state.started else { return }
            for number in state.running..<threads {
                let wake = try WakeHandle()
                let settings = settings
                let queue = queue
                try SQLThread.start(name: "sql-\(number)") { [self] in
                    Self.serve(queue, Session(settings, wake: wake), wake: wake)
                    threadEnded()
                }
                state.running += 1
            }
            state.started = true
        }
    }

    private static func serve(_ queue: CallQueue, _ session: Session, wake: WakeHandle) {
        while let call = queue.take() {
            call.cancellation.begin(wake)
            call.run(session)
            call.cancellation.end()
        }
        session.close()
    }

    private func threadEnded() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.running -= 1
            guard state.running == 0 else { return [] }
            defer { state.closing = [] }
            return state.closing
        }
        for continuation in waiting { continuation.resume() }
    }
}
