import Nodes

extension ResourceMonitor {
    /// The monitors of a spec; a resource that it does not name keeps its standard monitor.
    static func read(_ spec: Node) -> [ResourceMonitor] {
        let named = (spec["resources"]?.elements ?? []).compactMap(ResourceMonitor.init)
        return standard.map { monitor in named.first { $0.resource == monitor.resource } ?? monitor }
    }

    /// - Returns: nil for a monitor that is not understood; the standard one stays.
    private init?(_ node: Node) {
        guard let resource = node["monitorType"]?.string.flatMap(Resource.init),
            let interval = node["samplingInterval"]?.string.flatMap(DurationText.parse), interval >= .seconds(1)
        else { return nil }
        let rules = (node["alertRules"]?.elements ?? []).compactMap(Rule.init)
        self.init(resource: resource, interval: interval, path: node["path"]?.string ?? "/sysroot", rules: rules)
    }
}

extension ResourceMonitor.Rule {
    fileprivate init?(_ node: Node) {
        guard let severity = node["severity"]?.string, let percentage = node["percentage"]?.number,
            let duration = node["duration"]?.string.flatMap(DurationText.parse)
        else { return nil }
        self.init(severity: severity, percentage: percentage, duration: duration)
    }
}
