import Nodes

// What becomes of what is defined.
extension CollectorConfig {
    /// The names in the lists of all pipelines, by list, in this file and those beside it.
    private func used(_ key: String) -> Set<String> {
        let pipelines = ([root] + others).flatMap { $0["service"]?["pipelines"]?.entries ?? [] }
        return Set(
            pipelines.flatMap { $0.value[key]?.elements ?? [] }.compactMap(\.anyText).map(Self.trimmed))
    }

    /// Whether a list stands for names that are filled in later.
    private var hasOpenLists: Bool {
        ([root] + others).contains { root in
            guard let service = root["service"] else { return false }
            let pipelines = service["pipelines"]
            return pipelines?.isOpen == true || service["extensions"]?.isOpen == true
                || (pipelines?.entries ?? []).contains { pipeline in
                    pipeline.value.isOpen
                        || (pipeline.value.entries ?? []).contains { list in
                            list.value.isOpen || (list.value.elements ?? []).contains(where: \.isOpen)
                        }
                }
        }
    }

    func checkUse() {
        let hasPipelines = ([root] + others).contains { $0["service"]?["pipelines"]?.entries?.isEmpty == false }
        guard hasPipelines, !hasOpenLists else { return }
        for section in ["receivers", "processors", "exporters"] {
            let names = used(section)
            for component in components(section) where !names.contains(component.id) {
                unused(component, "No pipeline uses the \(section.dropLast()) “\(component.id.excerpt)”.")
            }
        }
        checkConnectors()
        let services = ([root] + others).compactMap { $0["service"]?["extensions"]?.elements }
        let started = Set(services.joined().compactMap(\.anyText).map(Self.trimmed))
        for component in components("extensions") where !started.contains(component.id) {
            unused(
                component,
                "The extension “\(component.id.excerpt)” is not listed below “service”, so it is not started.")
        }
    }

    private func checkConnectors() {
        let (sources, targets) = (used("exporters"), used("receivers"))
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
        let connectors = defined("connectors")
        func names(_ pipeline: Node.Entry, _ key: String) -> Set<String> {
            Set((pipeline.value[key]?.elements ?? []).compactMap(\.anyText).map(Self.trimmed)).intersection(connectors)
        }
        var edges: [String: [String]] = [:]
        for pipeline in pipelines {
            let out = names(pipeline, "exporters")
            edges[pipeline.key] = pipelines.filter { !names($0, "receivers").isDisjoint(with: out) }.map(\.key)
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
