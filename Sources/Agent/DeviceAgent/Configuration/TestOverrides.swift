/// Durations from the environment, for tests and demonstrations: `FLIGHTCTL_TEST_STATUS_UPDATE_INTERVAL=200ms`.
///
/// The name is the configuration key in capitals with underscores. The lower bounds of the file do not hold here.
enum TestOverrides {
    static func apply(
        _ environment: [String: String], to configuration: inout AgentConfiguration
    ) throws(ConfigurationError) {
        let keys = AgentConfiguration.durations.merging(AgentConfiguration.testDurations) { first, _ in first }
        for (key, duration) in keys {
            let name = "FLIGHTCTL_TEST_" + key.uppercased().split(separator: "-").joined(separator: "_")
            guard let text = environment[name] else { continue }
            guard let value = DurationText.parse(text) else {
                throw ConfigurationError(
                    place: "environment", message: "\(name) is not a duration: \(text)",
                    fix: "write it like 200ms or 2s")
            }
            duration.set(&configuration, value)
        }
    }
}
