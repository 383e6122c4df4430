import Nodes

// What becomes of what is defined.
extension CollectorConfig {
    func checkUse() {
        guard context.hasPipelines, !context.hasOpenLists else { return }
        for section in ["receivers", "processors", "exporters"] {
            let names = context.used[section] ?? []
            for component in components(section) where !names.contains(component.id) {
                unused(component, "No pipeline uses the \(section.dropLast()) “\(component.id.excerpt)”.")
            }
        }
        checkConnectors()
        for component in components("extensions") where !context.started.contains(component.id) {
            unused(
                component,
                "The extension “\(component.id.excerpt)” is not listed below “service”, so it is not started.")
        }
    }

    private func checkConnectors() {
        let (sources, targets) = (context.used["exporters"] ?? [], context.used["receivers"] ?? [])
        for connector in components("connectors") {
            switch (sources.contains(connector.id), targets.contains(connector.id)) {
            case (true, true): break
            case (false, false): unused(connector, "No pipeline uses the connector “\(connector.id.excerpt)”.")
            case (let isExporter, _):
                report.add(
                    .collectorConnector, key: connector.entry,
                    "The connector “\(connector.id.excerpt)” is a \(isExporter ? "exporter" : "receiver") of a pipeline and no \(isExporter ? "receiver" : "exporter") of another.",
                    fix: "Name it among the \(isExporter ? "receivers" : "exporters") of the pipeline at its other end."
                )
            }
        }
    }

    private func unused(_ component: Component, _ message: String) {
        report.add(
            .collectorUnused, key: component.entry, message,
            fix: component.section == "extensions"
                ? "List it below service.extensions, or remove it." : "Name it in a pipeline, or remove it.")
    }

    /// Notes a circle of pipelines that connectors make.
    func checkFlow(_ pipelines: [Node.Entry]) {
        let connectors = context.names("connectors")
        var targets: [String: [String]] = [:]
        for pipeline in pipelines {
            for name in pipeline.value["receivers"]?.names ?? [] where connectors.contains(name) {
                targets[name, default: []].append(pipeline.key)
            }
        }
        var edges: [String: [String]] = [:]
        for pipeline in pipelines {
            edges[pipeline.key] = (pipeline.value["exporters"]?.names ?? []).flatMap { targets[$0] ?? [] }
        }
        guard let circle = Circle.first(in: edges), let first = pipelines.first(where: { $0.key == circle[0] }) else {
            return
        }
        report.add(
            .collectorCycle, key: first,
            "Pipelines feed themselves: \((circle + [circle[0]]).joined(separator: " → ")).",
            fix: "Remove one of the connectors from them.")
    }
}
