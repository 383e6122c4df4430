import Glibc

/// Waits on a connection's socket with a limit, and ends the wait when the call is cancelled.
struct SocketWait {
    enum Outcome {
        /// The socket can be read or written, or has failed, which the next read tells.
        case ready
        /// The deadline has passed.
        case timedOut
        /// The wake handle was signalled.
        case woken
    }
    struct Interest: OptionSet {
        let rawValue: Int16
        static let read = Interest(rawValue: Int16(POLLIN))
        static let write = Interest(rawValue: Int16(POLLOUT))
    }

    let socket: Int32
    let wake: WakeHandle?

    func wait(for interest: Interest, until deadline: ContinuousClock.Instant) -> Outcome {
        while true {
            var descriptors = [pollfd(fd: socket, events: interest.rawValue, revents: 0)]
            if let wake { descriptors.append(pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)) }
            let ready = poll(&descriptors, nfds_t(descriptors.count), Self.milliseconds(until: deadline))
            if ready == 0 { return .timedOut }
            if ready < 0 {
                guard errno == EINTR else { return .ready }
                continue
            }
            if wake != nil, descriptors[1].revents != 0 { return .woken }
            return .ready
        }
    }

    /// Whether something has arrived, without waiting.
    var hasInput: Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) != 0
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
        let left = ContinuousClock.now.duration(to: deadline).components
        guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
        // Rounded up, so that the wait does not spin through the last millisecond.
        return Int32(
            clamping: left.seconds.multipliedReportingOverflow(by: 1000).partialValue + left.attoseconds
                / 1_000_000_000_000_000 + 1)
    }
}
