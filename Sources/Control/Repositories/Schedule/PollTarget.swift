public import Git

/// Something that is asked again and again, as the schedule knows it.
public struct PollTarget<Key: Hashable & Sendable>: Sendable {
    /// Tells it from others.
    public var key: Key
    /// The host that is asked, with its port; nil when nobody is. Hosts share a limit.
    public var host: String?
    /// Time between two questions while all is well.
    public var interval: Duration
    /// Differs when what is declared differs: the target is then due at once, and its failures are forgotten.
    public var stamp: String
    /// Whether webhooks tell of its changes, so that it need be asked less often.
    public var isHooked = false
    /// Where it stood when it was asked last; nil when nothing is known or all was well. Only for a schedule that has
    /// just begun, which then keeps to what was promised.
    public var memory: PollMemory?

    /// States a target.
    public init(key: Key, host: String?, interval: Duration, stamp: String) {
        self.key = key
        self.host = host
        self.interval = interval
        self.stamp = stamp
    }
}

/// What is remembered of a target that failed, beyond the life of a process.
public struct PollMemory: Sendable, Equatable {
    /// Failures in a row.
    public var failures: Int
    /// Time until the next attempt; negative when it is over.
    public var wait: Duration

    /// States what is remembered.
    public init(failures: Int, wait: Duration) {
        self.failures = failures
        self.wait = wait
    }
}

/// How a question ended, as far as the schedule cares.
public enum PollOutcome: Sendable, Equatable {
    /// It was answered.
    case success
    /// It was not.
    /// - Parameters:
    ///   - retryAfter: What the host asked for, if it did.
    ///   - isHostAway: Whether it is the host that fails, and not one repository on it.
    case failure(retryAfter: Duration?, isHostAway: Bool)
}

extension GitError {
    /// Whether all repositories of the host would fail alike. A host that says when to come back is there.
    public var isHostAway: Bool { retryAfter == nil && (code == .unreachable || code == .timeout) }
}
