import Nodes

// The lists of a pipeline.
extension CollectorConfig {
    func checkList(_ list: Node?, _ key: String) {
        guard let list, !list.isNull, !list.isOpen else { return }
        guard let elements = list.elements else {
            return report.add(
                .collectorSection, list, "“\(key)” is a list, found \(list.kindOfValue).",
                fix: "Write [\(list.written)].")
        }
        // Connectors stand at both ends of pipelines.
        let connectors = key == "processors" ? [] : context.names("connectors")
        for element in elements where !connectors.contains(Self.trimmed(element.anyText ?? "")) {
            reference(element, to: context.names(key), String(key.dropLast()), key)
        }
        let ids = elements.map { Self.trimmed($0.anyText ?? "") }
        for (index, first) in ids.repetitions() {
            report.add(
                key == "processors" ? .collectorTwice : .collectorRepeated, elements[index],
                "“\(ids[index].excerpt)” stands in the list already, as element \(first + 1).",
                fix: "Remove one of the two.")
        }
    }

    func checkOrder(_ processors: [Node]) {
        let types = processors.map { String(Self.trimmed($0.anyText ?? "").prefix { $0 != "/" }) }
        if let place = types.firstIndex(of: "memory_limiter"), place > 0 {
            report.add(
                .collectorOrder, processors[place], "memory_limiter stands behind other processors.",
                fix: "Put it first, so that it can refuse data before work was done on it.")
        }
        let droppers: Set = ["filter", "tail_sampling", "probabilistic_sampler"]
        if let batch = types.firstIndex(of: "batch"), let dropper = types.lastIndex(where: droppers.contains),
            batch < dropper
        {
            report.add(
                .collectorOrder, processors[batch], "batch stands before \(types[dropper]).",
                fix: "Put batch behind what drops or samples data.")
        }
    }
}
