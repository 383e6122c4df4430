import Nodes

/// Watches one resource: how it is used, and since when it lies above the thresholds of its rules.
struct ResourceMonitor: Sendable {
    enum Resource: String, Sendable, CaseIterable {
        case cpu = "CPU"
        case memory = "Memory"
        case disk = "Disk"
    }

    enum Level: String, Sendable, Hashable {
        case healthy = "Healthy"
        case warning = "Warning"
        case critical = "Critical"
        case error = "Error"
        case unknown = "Unknown"
    }

    struct Rule: Sendable, Hashable {
        /// `Info`, `Warning` or `Critical`.
        var severity: String
        var percentage: Double
        var duration: Duration
    }

    var resource: Resource
    var interval: Duration
    /// The directory whose file system is watched; disks only.
    var path = "/"
    var rules: [Rule]
    private(set) var level = Level.unknown
    /// Since when the rule at the same place holds; nil while it does not.
    private var since: [ContinuousClock.Instant?] = []
    private(set) var due: ContinuousClock.Instant?

    init(resource: Resource, interval: Duration, path: String = "/", rules: [Rule]) {
        (self.resource, self.interval, self.path, self.rules) = (resource, interval, path, rules)
        since = rules.map { _ in nil }
    }

    /// Takes a sample.
    ///
    /// - Parameter percentage: how much of the resource is used; nil when it could not be found out.
    mutating func sampled(_ percentage: Double?, at now: ContinuousClock.Instant) {
        due = now + interval
        guard let percentage else {
            level = .error
            return
        }
        for index in rules.indices {
            since[index] = percentage >= rules[index].percentage ? since[index] ?? now : nil
        }
        let firing = Set(
            zip(rules, since).filter { rule, start in start.map { now - $0 >= rule.duration } ?? false }.map(
                \.0.severity))
        level = firing.contains("Critical") ? .critical : firing.contains("Warning") ? .warning : .healthy
    }

    /// The monitors of a device whose spec names none.
    static let standard: [ResourceMonitor] = Resource.allCases.map { resource in
        let isDisk = resource == .disk
        return ResourceMonitor(
            resource: resource, interval: .seconds(60), path: isDisk ? "/sysroot" : "/",
            rules: [
                Rule(severity: "Critical", percentage: 90, duration: .seconds(isDisk ? 600 : 1800)),
                Rule(severity: "Warning", percentage: 80, duration: .seconds(isDisk ? 1800 : 3600)),
            ])
    }
}
