/// Work to be put into the queue. A job names a set (a fleet, a template version, an organization), never one device.
public struct NewJob: Sendable, Equatable {
    /// The organization that the work is for.
    public var organization: Int64
    /// Which handler does it.
    public var kind: String
    /// What it is about: among *waiting* jobs of one organization and kind there is one for each key.
    public var key: String
    /// A JSON value for the handler.
    public var payload: [UInt8]
    /// Higher runs first.
    public var priority: Int
    /// How long to wait before it may run.
    public var delay: Duration

    /// Describes a job.
    public init(
        organization: Int64, kind: String, key: String, payload: [UInt8] = Array("{}".utf8), priority: Int = 0,
        delay: Duration = .zero
    ) {
        self.organization = organization
        self.kind = kind
        self.key = key
        self.payload = payload
        self.priority = priority
        self.delay = delay
    }
}

/// A job that a worker has claimed.
public struct Job: Sendable, Equatable {
    /// The row's number.
    public var id: Int64
    /// The organization that the work is for.
    public var organization: Int64
    /// Which handler does it.
    public var kind: String
    /// What it is about.
    public var key: String
    /// The JSON value that it was enqueued with.
    public var payload: [UInt8]
    /// How often it has been claimed, this time included: 1 for the first time.
    public var attempt: Int
}

/// A job that failed for good and waits for an operator.
public struct DeadJob: Sendable, Equatable {
    /// What was to be done; `attempt` says how often it was tried.
    public var job: Job
    /// Why the last attempt failed, in at most 2,000 characters.
    public var error: String
    /// When it failed, as ISO 8601 in UTC.
    public var failedAt: String
}

/// Thrown by a handler whose job cannot succeed by being tried again.
public struct PermanentJobFailure: Error, CustomStringConvertible {
    /// Why, for the operator who looks at the dead letter.
    public var reason: String

    /// Gives up on a job.
    public init(_ reason: String) { self.reason = reason }

    /// The reason.
    public var description: String { reason }
}
