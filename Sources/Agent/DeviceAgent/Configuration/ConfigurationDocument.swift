import Nodes

/// One configuration file as a tree, on its way into an ``AgentConfiguration``.
struct ConfigurationDocument {
    let file: String
    let root: DeviceRoot
    /// nil for an empty file.
    let top: Node?

    /// Keys that a drop-in may set; the rest of it is left out with a warning.
    private static let mergeable: Set<String> = [
        "log-level", "log-prefix", "spec-fetch-error-base-delay", "spec-fetch-error-max-delay", "status-update-jitter",
        "system-info", "system-info-custom", "system-info-timeout", "tpm", "audit", "metrics-enabled",
        "profiling-enabled", "image-pruning", "default-labels", "label-from-systeminfo",
    ]

    func read(into configuration: inout AgentConfiguration, dropIn: Bool) throws(ConfigurationError) {
        guard let top, !top.isNull else { return }
        guard let entries = top.entries else {
            throw wrong(top, "the file must be a mapping", "write `key: value` lines")
        }
        for entry in entries {
            if dropIn && !Self.mergeable.contains(entry.key) {
                configuration.warnings.append("\(place(entry.keyStart)): `\(entry.key)` has no effect in a drop-in")
            } else {
                try read(entry, into: &configuration)
            }
        }
    }

    private func read(_ entry: Node.Entry, into configuration: inout AgentConfiguration) throws(ConfigurationError) {
        if let duration = AgentConfiguration.durations[entry.key] {
            return try set(duration, entry.value, &configuration)
        }
        switch entry.key {
        case "enrollment-service": configuration.enrollment = try endpoint(entry.value)
        case "management-service": configuration.management = try endpoint(entry.value)
        case "default-labels": configuration.defaultLabels.merge(try strings(entry.value)) { $1 }
        case "label-from-systeminfo": configuration.labelFromSystemInfo.merge(try strings(entry.value)) { $1 }
        case "system-info": configuration.systemInfo = try list(entry.value)
        case "audit": try readSwitch(entry.value, "enabled", "audit") { configuration.auditEnabled = $0 }
        case "log-level": configuration.logLevel = try text(entry.value)
        case "tpm": try refuseTPM(entry.value)
        default: note(entry, &configuration)
        }
    }

    /// Keys that are known and change nothing here are taken silently, what would be missed is said, the rest is unknown.
    private func note(_ entry: Node.Entry, _ configuration: inout AgentConfiguration) {
        let at = place(entry.keyStart)
        switch entry.key {
        case "spec-fetch-interval", "pull-timeout", "pull-retry-steps", "image-pruning", "remote-access-service",
            "enrollment-verify-steps", "log-prefix", "system-info-timeout":
            break
        case "metrics-enabled", "profiling-enabled":
            if entry.value.bool == true {
                configuration.warnings.append("\(at): `\(entry.key)` is not supported by this agent yet and is ignored")
            }
        case "system-info-custom":
            if entry.value.elements?.isEmpty == false {
                configuration.warnings.append("\(at): `\(entry.key)` is not supported by this agent yet and is ignored")
            }
        default: configuration.warnings.append("\(at): the key `\(entry.key)` is unknown and is ignored")
        }
    }

    private func set(
        _ key: AgentConfiguration.DurationKey, _ node: Node, _ configuration: inout AgentConfiguration
    ) throws(ConfigurationError) {
        guard let duration = DurationText.parse(try text(node)) else {
            throw wrong(node, "`\(node.string ?? "")` is not a duration", "write it like 90s, 10m or 1h")
        }
        guard duration >= key.least else {
            throw wrong(node, "the duration is too short", "use at least \(key.least)")
        }
        key.set(&configuration, duration)
    }

    /// A key in a TPM is a promise about security: an agent that cannot keep it must not pretend to.
    private func refuseTPM(_ node: Node) throws(ConfigurationError) {
        guard let enabled = node["enabled"], enabled.bool == true else { return }
        throw wrong(
            enabled, "this agent keeps its key in a file and has no TPM support yet", "set `tpm.enabled: false`")
    }

    private func readSwitch(
        _ node: Node, _ key: String, _ parent: String, _ set: (Bool) -> Void
    ) throws(ConfigurationError) {
        guard let value = node[key] else { return }
        guard let flag = value.bool else {
            throw wrong(value, "`\(parent).\(key)` must be true or false", "write true or false")
        }
        set(flag)
    }
}
