/// A set of states of which one says that nothing is known.
public protocol SummaryWord: Word {
    /// Nothing is known.
    static var unknown: Self { get }
}

/// How the applications of a device are doing together.
public enum ApplicationsState: String, SummaryWord {
    case healthy = "Healthy"
    case degraded = "Degraded"
    case error = "Error"
    case unknown = "Unknown"
    case noApplications = "NoApplications"
}

/// Whether a device runs what it should.
public enum UpdatedState: String, SummaryWord {
    case upToDate = "UpToDate"
    case outOfDate = "OutOfDate"
    case updating = "Updating"
    case unknown = "Unknown"
}

/// How a device is doing as a whole.
public enum SummaryState: String, SummaryWord {
    case online = "Online"
    case degraded = "Degraded"
    case error = "Error"
    case rebooting = "Rebooting"
    case poweredOff = "PoweredOff"
    case unknown = "Unknown"
    case awaitingReconnect = "AwaitingReconnect"
    case conflictPaused = "ConflictPaused"
}

/// Where a device is between enrolment and retirement.
public enum LifecycleState: String, SummaryWord {
    case unknown = "Unknown"
    case enrolled = "Enrolled"
    case decommissioning = "Decommissioning"
    case decommissioned = "Decommissioned"
}

/// Whether a proof was given.
public enum IntegrityState: String, SummaryWord {
    case verified = "Verified"
    case failed = "Failed"
    case unknown = "Unknown"
    case unsupported = "Unsupported"
}

/// How much of something is used.
public enum UsageState: String, Word {
    case healthy = "Healthy"
    case warning = "Warning"
    case critical = "Critical"
    case error = "Error"
    case unknown = "Unknown"
}

/// What an application is doing.
public enum ApplicationState: String, Word {
    case preparing = "Preparing"
    case starting = "Starting"
    case running = "Running"
    case error = "Error"
    case unknown = "Unknown"
    case completed = "Completed"
    case stopped = "Stopped"
    case stopping = "Stopping"
}
