import Synchronization

/// Workers that were started ahead and wait for their one request, so that nobody waits for a program to start.
///
/// A spare that is gone by the time it is asked is no error: the request then starts a worker of its own.
final class SpareWorkers: Sendable {
    /// A request, and where its outcome goes.
    final class Errand: Sendable {
        let frame: [UInt8]
        let collector: AnswerCollector
        private let outcome = Once<Result<AnswerCollector.Outcome?, any Error>>()
        private let giveUp = Once<Void>()

        init(_ request: WorkerRequest, _ collector: AnswerCollector) {
            frame = WireWriter.frame(request.encoded())
            self.collector = collector
        }

        /// Nil when the spare was gone before it answered anything. Cancelling the task kills it, and waits for that.
        func wait() async throws -> AnswerCollector.Outcome? {
            let result = await withTaskCancellationHandler {
                await outcome.wait()
            } onCancel: {
                giveUp.set(())
            }
            try Task.checkCancellation()
            return try result.get()
        }

        func end(_ result: Result<AnswerCollector.Outcome?, any Error>) { outcome.set(result) }

        /// Returns when nobody waits for the outcome any more, or the task is cancelled.
        func waitUntilGivenUp() async {
            await withTaskCancellationHandler {
                await giveUp.wait()
            } onCancel: {
                giveUp.set(())
            }
        }
    }

    private struct State {
        var parked: [(id: UInt64, spare: Once<Errand?>)] = []
        var nextID: UInt64 = 0
    }

    private let state = Mutex(State())

    /// How many wait.
    var count: Int { state.withLock { $0.parked.count } }

    /// Gives a request to a spare; nil when there is none, or it was gone.
    func run(_ request: WorkerRequest, _ collector: AnswerCollector) async throws -> AnswerCollector.Outcome? {
        guard let spare = state.withLock({ $0.parked.popLast() })?.spare else { return nil }
        let errand = Errand(request, collector)
        spare.set(errand)
        return try await errand.wait()
    }

    /// Waits, as a worker that is ready, for a request; nil when the worker should end.
    func park() async -> Errand? {
        let spare = Once<Errand?>()
        let id = state.withLock { state in
            state.nextID += 1
            state.parked.append((state.nextID, spare))
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await spare.wait()
        } onCancel: {
            // Whoever took it out of the list has given it a request already, or is about to, and that one counts.
            let wasParked = state.withLock { state in
                let count = state.parked.count
                state.parked.removeAll { $0.id == id }
                return state.parked.count < count
            }
            if wasParked { spare.set(nil) }
        }
    }
}
