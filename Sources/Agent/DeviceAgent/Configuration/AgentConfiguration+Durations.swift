extension AgentConfiguration {
    /// A key whose value is a duration, stated once for the file and for the test overrides.
    struct DurationKey: Sendable {
        /// The shortest value that is accepted from the file.
        var least: Duration = .zero
        var set: @Sendable (inout AgentConfiguration, Duration) -> Void
    }

    static let durations: [String: DurationKey] = [
        "spec-fetch-error-base-delay": DurationKey(least: .seconds(1)) { $0.specFetchErrorBaseDelay = $1 },
        "spec-fetch-error-max-delay": DurationKey(least: .seconds(1)) { $0.specFetchErrorMaxDelay = $1 },
        "status-update-interval": DurationKey(least: .seconds(2)) { $0.statusUpdateInterval = $1 },
        "status-update-jitter": DurationKey { $0.statusUpdateJitter = $1 },
        "enrollment-verify-interval": DurationKey(least: .seconds(1)) { $0.enrollmentVerifyInterval = $1 },
        "enrollment-verify-cap": DurationKey(least: .seconds(1)) { $0.enrollmentVerifyCap = $1 },
    ]

    /// Durations that are fixed on a device and may be shortened in a test.
    static let testDurations: [String: DurationKey] = [
        "spec-fetch-min-interval": DurationKey { $0.specFetchMinInterval = $1 },
        "reconcile-interval": DurationKey { $0.reconcileInterval = $1 },
        "retry-base-delay": DurationKey { $0.retryBaseDelay = $1 },
        "renewal-check-interval": DurationKey { $0.renewalCheckInterval = $1 },
    ]
}
