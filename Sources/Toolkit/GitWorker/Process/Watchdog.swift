import Glibc

/// Ends the process when the server closes standard input, which it also does by dying, and when the time is over.
/// The library's calls block for as long as a server likes, so that this needs a thread of its own.
enum Watchdog {
    enum Status {
        static let done: Int32 = 0
        static let outOfTime: Int32 = 75
    }

    /// - Parameter deadline: from now on.
    static func start(deadline: Duration) {
        let end = ContinuousClock.now + deadline
        let context = Unmanaged.passRetained(Box(end))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { _exit(Status.outOfTime) }
                Watchdog.watch(until: Unmanaged<Box>.fromOpaque(context).takeRetainedValue().end)
            }, context.toOpaque())
        // Without its watchdog this process must not go on.
        if status != 0 { _exit(Status.outOfTime) }
    }

    /// Waits for the watchdog to end the process. The last answer is written; the server closes our input when it has it.
    static func waitForEnd() -> Never {
        while true { pause() }
    }

    private static func watch(until end: ContinuousClock.Instant) -> Never {
        while true {
            let rest = (end - ContinuousClock.now).components
            let milliseconds = rest.seconds * 1000 + rest.attoseconds / 1_000_000_000_000_000
            if milliseconds <= 0 { _exit(Status.outOfTime) }
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            // Nothing more is ever sent: whatever happens on the input is its end.
            if poll(&input, 1, Int32(clamping: milliseconds)) > 0 { _exit(Status.done) }
        }
    }

    private final class Box {
        let end: ContinuousClock.Instant
        init(_ end: ContinuousClock.Instant) { self.end = end }
    }
}
