import Logging

/// A message sent with NOTIFY or `pg_notify`.
public struct Notification: Sendable, Hashable {
    /// The channel that it came on.
    public var channel: String
    /// At most 8,000 bytes; empty when none was given.
    public var payload: String
}

/// What a listener reports.
public enum ListenerEvent: Sendable, Hashable {
    /// The listener is connected, for the first time or again, or had to drop notifications because its reader was
    /// slow: whatever is being watched may have changed, so look at all of it.
    case reconnected
    /// A notification came. It is a hint that something changed, never the change itself.
    case notification(Notification)
}

/// Listens for notifications on a connection of its own, which must reach Postgres directly and not through PgBouncer's
/// transaction pooling.
public struct Listener: Sendable {
    private let address: DatabaseAddress
    private let logger: Logger

    /// Makes a listener; nothing connects before `notifications(channels:)`.
    public init(_ address: DatabaseAddress, logger: Logger) {
        self.address = address
        self.logger = logger
    }

    /// Events of these channels, for ever: a lost connection is made again, with growing pauses of up to five seconds.
    ///
    /// Each call has its own thread and connection, given up when the reading task is cancelled or drops the stream. At
    /// most 1,024 events wait for a slow reader; beyond that the oldest are dropped and `reconnected` is appended.
    /// - Throws: `SQLError` when no thread can be started.
    public func notifications(channels: [String]) throws -> AsyncStream<ListenerEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ListenerEvent.self, bufferingPolicy: .bufferingNewest(1024))
        let cancellation = Cancellation()
        let wake = try WakeHandle()
        cancellation.begin(wake)
        continuation.onTermination = { _ in cancellation.cancel() }
        let loop = ListenerLoop(
            address: address, channels: channels, logger: logger, continuation: continuation,
            cancellation: cancellation,
            wake: wake)
        try SQLThread.start(name: "sql-listen") { loop.run() }
        return stream
    }
}
