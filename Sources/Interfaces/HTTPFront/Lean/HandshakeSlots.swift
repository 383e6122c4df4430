import CoreMetrics
import NIOCore
import Synchronization

/// How many TLS handshakes go on at once. When thousands of clients come back together, a few are served at a time and
/// quickly, instead of all of them too slowly for any: a handshake that its client gives up was work for nothing.
final class HandshakeSlots: Sendable {
    private struct State {
        var taken = 0
        var waiting: [EventLoopPromise<Void>] = []
        var first = 0
    }

    /// Too many wait already.
    struct Full: Error {}

    private let most: Int
    private let mostWaiting: Int
    private let state = Mutex(State())
    private let refused: Counter

    init(most: Int, mostWaiting: Int, server: String) {
        self.most = most
        self.mostWaiting = mostWaiting
        refused = Counter(label: "martlet_http_connections_refused_total", dimensions: [("server", server)])
    }

    /// Completes when the connection may begin its handshake, in the order of asking.
    func take(_ loop: any EventLoop) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        let isFull = state.withLock { state -> Bool? in
            if state.taken < most {
                state.taken += 1
                return nil
            }
            guard state.waiting.count - state.first < mostWaiting else { return true }
            state.waiting.append(promise)
            return false
        }
        switch isFull {
        case nil: promise.succeed()
        case true?:
            refused.increment()
            promise.fail(Full())
        case false?: break
        }
        return promise.futureResult
    }

    /// A handshake has ended, however it did.
    func giveBack() {
        let next = state.withLock { state -> EventLoopPromise<Void>? in
            guard state.first < state.waiting.count else {
                state.taken -= 1
                return nil
            }
            let next = state.waiting[state.first]
            state.first += 1
            // What was served is thrown away now and then, not each time.
            if state.first > 1000 || state.first == state.waiting.count {
                state.waiting.removeFirst(state.first)
                state.first = 0
            }
            return next
        }
        next?.succeed()
    }

    /// How many handshakes go on, and how many wait.
    var counts: (taken: Int, waiting: Int) {
        state.withLock { ($0.taken, $0.waiting.count - $0.first) }
    }
}
