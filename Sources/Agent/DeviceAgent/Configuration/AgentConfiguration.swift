/// What an agent is told by its configuration file, its drop-ins and its environment.
public struct AgentConfiguration: Sendable {
    /// Where and how to enrol; nil is fine for a device that is enrolled already.
    public var enrollment: ServiceEndpoint?
    /// Where the device is managed; nil stands for the enrolment service's address with the device's own certificate.
    public var management: ServiceEndpoint?
    /// First delay after a poll that failed; it doubles with each further failure.
    public var specFetchErrorBaseDelay: Duration = .seconds(5)
    /// Longest delay after polls that failed.
    public var specFetchErrorMaxDelay: Duration = .seconds(300)
    /// Least time between the starts of two polls that brought nothing new.
    public var specFetchMinInterval: Duration = .seconds(5)
    /// How often the status is collected and, if it changed, sent.
    public var statusUpdateInterval: Duration = .seconds(60)
    /// Upper bound of the random delay before the first status; nil stands for the interval.
    public var statusUpdateJitter: Duration?
    /// First delay between two looks at the enrolment request; it grows by half each time.
    public var enrollmentVerifyInterval: Duration = .seconds(10)
    /// Longest delay between two looks at the enrolment request.
    public var enrollmentVerifyCap: Duration = .seconds(60)
    /// How often the files on disk are compared with the current spec.
    public var reconcileInterval: Duration = .seconds(5)
    /// First delay before an update that failed for the moment is tried again.
    public var retryBaseDelay: Duration = .seconds(30)
    /// How often the lifetime of the management certificate is looked at.
    public var renewalCheckInterval: Duration = .seconds(3600)
    /// Keys of the system information to report.
    public var systemInfo = SystemInfo.defaultKeys
    /// Labels of the enrolment request.
    public var defaultLabels: [String: String] = [:]
    /// Labels of the enrolment request whose values come from system information: label → key.
    public var labelFromSystemInfo: [String: String] = [:]
    /// Whether changes of the spec files are recorded.
    public var auditEnabled = true
    /// `trace`, `debug`, `info`, `warning`, `error`.
    public var logLevel = "info"
    /// What could not be used, one sentence each with file and line; for the log.
    public var warnings: [String] = []

    /// The defaults of every key.
    public init() {}
}
