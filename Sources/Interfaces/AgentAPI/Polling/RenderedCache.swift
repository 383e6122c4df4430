import Synchronization

/// Bodies of rendered specs by id, at most so many bytes. They never change, so that nothing is ever out of date.
///
/// Two halves: what is used moves to the young one; when that is full, it becomes the old one, whose bodies are gone
/// unless they are used again.
final class RenderedCache: Sendable {
    private struct State {
        var young: [Int64: [UInt8]] = [:]
        var old: [Int64: [UInt8]] = [:]
        var youngBytes = 0
    }

    private let state = Mutex(State())
    private let mostBytes: Int

    init(mostBytes: Int) {
        self.mostBytes = mostBytes
    }

    func body(_ id: Int64) -> [UInt8]? {
        state.withLock { state in
            if let body = state.young[id] { return body }
            guard let body = state.old.removeValue(forKey: id) else { return nil }
            add(id, body, &state)
            return body
        }
    }

    func keep(_ id: Int64, _ body: [UInt8]) {
        state.withLock { state in
            if state.young[id] == nil { add(id, body, &state) }
        }
    }

    /// How many bytes are kept.
    var bytes: Int {
        state.withLock { $0.youngBytes + $0.old.values.reduce(0) { $0 + $1.count } }
    }

    private func add(_ id: Int64, _ body: [UInt8], _ state: inout State) {
        guard body.count <= mostBytes / 2 else { return }
        if state.youngBytes + body.count > mostBytes / 2 {
            (state.old, state.young, state.youngBytes) = (state.young, [:], 0)
        }
        state.young[id] = body
        state.youngBytes += body.count
    }
}
