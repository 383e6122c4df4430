import AsyncHTTPClient
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import Synchronization

/// Hands what a server answers from the network's thread to the library's, which blocks. No more than ``highWater``
/// bytes wait: the network's thread stops reading until some are taken, so that a fast server fills no memory.
final class Handover: HTTPClientResponseDelegate {
    /// What happens to an answer, in its order.
    enum Event: Sendable {
        case head(HTTPResponseHead)
        case body(ByteBuffer)
        case end
        case failure(any Error)
    }

    private struct State {
        var events: [Event] = []
        var bytes = 0
        var paused: EventLoopPromise<Void>?
        var isAbandoned = false
    }

    private static let highWater = 512 << 10

    private let state = Mutex(State())
    /// True when there is an event to take.
    private let signal = ConditionLock(value: false)

    /// Blocks until something happens; nil when nothing did in that time.
    func next(within seconds: Double) -> Event? {
        guard signal.lock(whenValue: true, timeoutSeconds: seconds) else { return nil }
        let (event, isMore, paused) = state.withLock { state -> (Event, Bool, EventLoopPromise<Void>?) in
            let event = state.events.removeFirst()
            if case .body(let buffer) = event { state.bytes -= buffer.readableBytes }
            let paused = state.bytes <= Self.highWater / 2 ? state.paused.take() : nil
            return (event, !state.events.isEmpty, paused)
        }
        signal.unlock(withValue: isMore)
        paused?.succeed()
        return event
    }

    /// Nobody takes any more: what still comes is dropped.
    func abandon() {
        let paused = state.withLock { state in
            state.isAbandoned = true
            state.events = []
            return state.paused.take()
        }
        paused?.succeed()
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        put(.head(head), on: task.eventLoop)
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        put(.body(buffer), on: task.eventLoop)
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {
        _ = put(.end, on: task.eventLoop)
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        _ = put(.failure(error), on: task.eventLoop)
    }

    private func put(_ event: Event, on loop: any EventLoop) -> EventLoopFuture<Void> {
        let future = state.withLock { state -> EventLoopFuture<Void>? in
            if state.isAbandoned { return nil }
            state.events.append(event)
            guard case .body(let buffer) = event else { return nil }
            state.bytes += buffer.readableBytes
            guard state.bytes > Self.highWater else { return nil }
            let promise = state.paused ?? loop.makePromise(of: Void.self)
            state.paused = promise
            return promise.futureResult
        }
        signal.lock()
        signal.unlock(withValue: true)
        return future ?? loop.makeSucceededVoidFuture()
    }
}
