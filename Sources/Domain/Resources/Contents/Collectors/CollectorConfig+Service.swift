import Nodes

// The section “service”.
extension CollectorConfig {
    private static let serviceKeys = ["extensions", "pipelines", "telemetry"]
    private static let pipelineKeys = ["receivers", "processors", "exporters"]
    /// The last of them stands behind a feature gate.
    private static let signals = ["traces", "metrics", "logs", "profiles"]

    func checkService() {
        guard let service = root["service"] else {
            if isWhole {
                let first = root.entries?.first
                report.add(
                    .collectorPipelines, first?.keyStart ?? root.start, first?.keyEnd ?? root.end,
                    "There is no “service” with pipelines.", fix: "Add “service:” with “pipelines:” below it.")
            }
            return
        }
        unknown(service.entries ?? [], among: Self.serviceKeys, what: "“service”")
        checkExtensions(service["extensions"])
        checkTelemetry(service["telemetry"])
        checkPipelines(service)
    }

    private func unknown(_ entries: [Node.Entry], among known: [String], what: String) {
        for entry in entries where !known.contains(entry.key) && !entry.key.holdsPlaceholder {
            report.add(
                .collectorServiceKey, key: entry, "“\(entry.key.excerpt)” is not a key of \(what).",
                fix: Suggestion.fix(for: entry.key, among: known) ?? "Known are \(Suggestion.list(known)).")
        }
    }

    private func checkExtensions(_ node: Node?) {
        let extensions = context.names("extensions")
        for element in node?.elements ?? [] {
            reference(element, to: extensions, "extension", "extensions")
        }
        for section in ["receivers", "exporters", "extensions"] {
            for component in components(section) { checkAuthenticators(component.entry.value, extensions) }
        }
    }

    /// `auth: {authenticator: …}` at any depth names an extension.
    private func checkAuthenticators(_ node: Node, _ extensions: Set<String>) {
        for entry in node.entries ?? [] {
            if entry.key == "auth", let name = entry.value["authenticator"] {
                reference(name, to: extensions, "extension", "extensions")
            }
            checkAuthenticators(entry.value, extensions)
        }
        for element in node.elements ?? [] { checkAuthenticators(element, extensions) }
    }

    /// Notes a name that nothing of `names` has.
    func reference(_ node: Node, to names: Set<String>, _ what: String, _ section: String) {
        guard let text = node.anyText, !node.isOpen, !names.contains(Self.trimmed(text)) else { return }
        report.add(
            .collectorReference, node, "There is no \(what) “\(text.excerpt)”.",
            fix: Suggestion.fix(for: text, amongNames: names) ?? "Define it below “\(section)”.")
    }

    private func checkPipelines(_ service: Node) {
        let pipelines = service["pipelines"]
        if pipelines?.isOpen == true { return }
        guard let entries = pipelines?.entries, !entries.isEmpty else {
            if isWhole {
                let entry = service.entry("pipelines") ?? root.entry("service")
                report.add(
                    .collectorPipelines, entry?.keyStart ?? root.start, entry?.keyEnd ?? root.end,
                    "There is no pipeline.", fix: "Add one below “pipelines”, such as “metrics:”.")
            }
            return
        }
        for entry in entries { checkPipeline(entry) }
        checkFlow(entries)
    }

    private func checkPipeline(_ entry: Node.Entry) {
        checkPipelineID(entry)
        guard let parts = entry.value.entries else {
            if !entry.value.isOpen { missingEnds(entry, Self.pipelineKeys.filter { $0 != "processors" }) }
            return
        }
        unknown(parts, among: Self.pipelineKeys, what: "pipelines")
        missingEnds(
            entry,
            ["receivers", "exporters"].filter { key in
                guard let list = entry.value[key] else { return true }
                return list.isNull || list.elements?.isEmpty == true
            })
        for key in Self.pipelineKeys { checkList(entry.value[key], key) }
        checkOrder(entry.value["processors"]?.elements ?? [])
    }

    private func checkPipelineID(_ entry: Node.Entry) {
        let id = Self.trimmed(entry.key)
        let signal = String(id.prefix { $0 != "/" })
        guard !entry.key.holdsPlaceholder, !Self.signals.contains(signal) || id.hasSuffix("/") else { return }
        report.add(
            .collectorPipelineID, key: entry, "“\(entry.key.excerpt)” is not the name of a pipeline.",
            fix: Suggestion.fix(for: signal, among: Self.signals)
                ?? "Write traces, metrics or logs, if need be with a name behind “/”.")
    }

    private func missingEnds(_ entry: Node.Entry, _ missing: [String]) {
        // Another file may have the rest of the pipeline.
        guard !missing.isEmpty, !context.isShared else { return }
        report.add(
            .collectorPipelineEnds, key: entry,
            "The pipeline has no \(missing.joined(separator: " and no ")).", fix: "Name at least one of each.")
    }
}
