import CLibPQ
import Logging

/// The life of a listener's thread: connect, LISTEN, hand on what comes; again after a loss, until cancelled.
struct ListenerLoop: Sendable {
    /// A silent connection is tested this often.
    private static let heartbeat = Duration.seconds(30)
    private static let answerTime = Duration.seconds(10)
    private static let longestPause = Duration.seconds(5)

    let address: DatabaseAddress
    let channels: [String]
    let logger: Logger
    let continuation: AsyncStream<ListenerEvent>.Continuation
    let cancellation: Cancellation
    let wake: WakeHandle

    func run() {
        var pause = Duration.milliseconds(50)
        while !cancellation.isCancelled {
            do {
                let link = try Link(address, wake: wake, timeout: Self.answerTime)
                defer { link.close() }
                try listen(on: link)
                pause = .milliseconds(50)
                report(.reconnected)
                try forward(from: link)
            } catch {
                guard !cancellation.isCancelled else { break }
                logger.warning("listening for notifications was interrupted", metadata: ["reason": "\(error)"])
            }
            _ = SocketWait(socket: -1, wake: wake).wait(for: .read, until: .now + pause * Double.random(in: 0.5..<1))
            pause = min(pause * 2, Self.longestPause)
        }
        continuation.finish()
    }

    private func listen(on link: Link) throws {
        let script = channels.map { "LISTEN \"\($0.split(separator: "\"").joined(separator: "\"\""))\"" }.joined(
            separator: ";")
        _ = try link.exchange(until: .now + Self.answerTime) { PQsendQuery($0, script) }
    }

    /// Returns only by throwing.
    private func forward(from link: Link) throws {
        while true {
            while let notification = link.nextNotification() { report(.notification(notification)) }
            switch link.socket.wait(for: .read, until: .now + Self.heartbeat) {
            case .woken: throw CancellationError()
            case .timedOut: _ = try link.exchange(until: .now + Self.answerTime) { PQsendQuery($0, "SELECT 1") }
            case .ready:
                guard link.consumeInput(), !link.isBroken else {
                    throw SQLError(.connection, "the listener's connection to the database was lost")
                }
            }
        }
    }

    private func report(_ event: ListenerEvent) {
        // What was dropped may have been news, so the reader is told to look at everything.
        if case .dropped = continuation.yield(event) { continuation.yield(.reconnected) }
    }
}

extension Link {
    /// The next notification that has already arrived.
    func nextNotification() -> Notification? {
        guard !isBroken, let notify = PQnotifies(pointer) else { return nil }
        defer { PQfreemem(notify) }
        return Notification(
            channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra))
    }
}
