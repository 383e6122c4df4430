import Synchronization

/// Lets held polls go at a steady rate, so that a change for all devices does not bring all of them back at one instant.
final class ReleaseQueue: Sendable {
    private static let tick = Duration.milliseconds(10)

    private let waiting = Mutex<[UInt64]>([])
    private let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let perTick: Int

    init(perSecond: Int) {
        (signal, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        perTick = max(1, perSecond / 100)
    }

    func add(_ ids: [UInt64]) {
        guard !ids.isEmpty else { return }
        waiting.withLock { $0.append(contentsOf: ids) }
        continuation.yield()
    }

    /// Hands ids on until cancelled.
    func run(_ release: ([UInt64]) -> Void) async {
        for await _ in signal {
            while let part = next() {
                release(part)
                try? await Task.sleep(for: Self.tick)
                if Task.isCancelled { return }
            }
        }
    }

    private func next() -> [UInt64]? {
        waiting.withLock { waiting in
            guard !waiting.isEmpty else { return nil }
            let part = Array(waiting.prefix(perTick))
            waiting.removeFirst(part.count)
            return part
        }
    }
}
