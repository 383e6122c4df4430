import Synchronization

/// Why an item was not taken into a batch.
enum BatchRefusal: Error {
    /// As many wait as may.
    case full
    /// The server stops.
    case closed
}

/// Gathers what many requests ask for at about the same time, at most one item per key, so that one transaction or one
/// query serves them together. Each request waits for its own outcome.
///
/// There is one consumer, which may serve several batches at once: a key that is being served waits in the queue until it
/// is finished. When a newer item comes for a key that waits, it takes the older one's place, and both requests get its
/// outcome.
final class Batching<Key: Hashable & Sendable, Item: Sendable, Outcome: Sendable>: Sendable {
    typealias Waiter = CheckedContinuation<Outcome, any Error>

    /// An item with those who wait for it.
    struct Entry: Sendable {
        let key: Key
        var item: Item
        var waiters: [Waiter]
        /// How often it went back into the queue.
        var returns = 0

        func resume(_ result: Result<Outcome, any Error>) {
            for waiter in waiters { waiter.resume(with: result) }
        }
    }

    fileprivate struct State {
        var order: [Key] = []
        var entries: [Key: Entry] = [:]
        /// Taken and not yet finished.
        var serving: Set<Key> = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let most: Int
    /// Says that something waits.
    let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init(most: Int) {
        self.most = most
        (signal, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Adds an item and waits for its outcome.
    /// - Throws: ``BatchRefusal``, or what the consumer answers with.
    func submit(_ key: Key, _ item: Item) async throws -> Outcome {
        try await withCheckedThrowingContinuation { waiter in
            let refusal = state.withLock { $0.add(key, item, waiter, most: most) }
            if let refusal { waiter.resume(throwing: refusal) } else { continuation.yield() }
        }
    }

    /// The oldest items, at most `count`, of keys that are not being served. Each must be finished.
    func take(_ count: Int) -> [Entry] {
        state.withLock { $0.take(count) }
    }

    /// Says that what was taken has been served.
    func finish(_ entries: [Entry]) {
        state.withLock { $0.serving.subtract(entries.map(\.key)) }
        continuation.yield()
    }

    /// Puts items back that could not be served now. A newer item of the same key stands; those who waited for the older
    /// one get its outcome.
    func putBack(_ entries: [Entry]) {
        let refused = state.withLock { state in entries.filter { !state.putBack($0) } }
        for entry in refused { entry.resume(.failure(BatchRefusal.closed)) }
        continuation.yield()
    }

    /// Refuses what waits and what comes.
    func close() {
        let left = state.withLock { state in
            state.isClosed = true
            state.order = []
            defer { state.entries = [:] }
            return Array(state.entries.values)
        }
        for entry in left { entry.resume(.failure(BatchRefusal.closed)) }
    }
}

extension Batching.State {
    fileprivate mutating func add(
        _ key: Key, _ item: Item, _ waiter: Batching.Waiter, most: Int
    ) -> BatchRefusal? {
        if isClosed { return .closed }
        if entries[key] != nil {
            entries[key]?.item = item
            entries[key]?.waiters.append(waiter)
            return nil
        }
        guard entries.count < most else { return .full }
        entries[key] = Batching.Entry(key: key, item: item, waiters: [waiter])
        order.append(key)
        return nil
    }

    fileprivate mutating func take(_ count: Int) -> [Batching.Entry] {
        var taken: [Batching.Entry] = []
        var held: [Key] = []
        var end = 0
        while end < order.count, taken.count < count {
            let key = order[end]
            end += 1
            if serving.contains(key) {
                held.append(key)
            } else if let entry = entries.removeValue(forKey: key) {
                taken.append(entry)
            }
        }
        order.replaceSubrange(..<end, with: held)
        serving.formUnion(taken.map(\.key))
        return taken
    }

    fileprivate mutating func putBack(_ entry: Batching.Entry) -> Bool {
        if isClosed { return false }
        if entries[entry.key] != nil {
            entries[entry.key]?.waiters.append(contentsOf: entry.waiters)
            entries[entry.key]?.returns = entry.returns + 1
        } else {
            var entry = entry
            entry.returns += 1
            entries[entry.key] = entry
            order.append(entry.key)
        }
        return true
    }
}
