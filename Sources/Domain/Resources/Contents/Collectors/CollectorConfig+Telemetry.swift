import Nodes

// What the collector says of itself.
extension CollectorConfig {
    private static let telemetryKeys = ["logs", "metrics", "traces", "resource"]
    private static let levels = ["none", "basic", "normal", "detailed"]

    func checkTelemetry(_ telemetry: Node?) {
        for entry in telemetry?.entries ?? [] where !Self.telemetryKeys.contains(entry.key) {
            report.add(
                .collectorTelemetry, key: entry, "“\(entry.key.excerpt)” is not a key of “telemetry”.",
                fix: Suggestion.fix(for: entry.key, among: Self.telemetryKeys)
                    ?? "Known are \(Suggestion.list(Self.telemetryKeys)).")
        }
        guard let metrics = telemetry?["metrics"] else { return }
        let level = metrics["level"]
        if let level, !level.isOpen, !Self.levels.contains(level.anyText?.lowercased() ?? "") {
            report.add(
                .collectorTelemetry, level, "“\(level.written)” is not a level.",
                fix: Suggestion.fix(for: level.written, among: Self.levels)
                    ?? "Write one of \(Suggestion.list(Self.levels)).")
        }
        if let views = metrics.entry("views"), level?.isOpen != true, level?.anyText?.lowercased() != "detailed" {
            report.add(
                .collectorTelemetry, key: views, "“views” are taken at the level “detailed” only.",
                fix: "Write “level: detailed”, or remove the views.")
        }
        if let readers = metrics.entry("readers"), readers.value.elements?.isEmpty == true,
            level?.anyText?.lowercased() != "none"
        {
            report.add(
                .collectorTelemetry, key: readers, "No reader takes the metrics.",
                fix: "Add one, or write “level: none”.")
        }
        if let address = metrics.entry("address") {
            report.add(
                .collectorRenamed, key: address, "“address” was removed from the collector.",
                fix: "Write a reader below “readers” instead.")
        }
    }
}

/// Single values, wherever they stand.
struct CollectorValues {
    let report: TextReport

    /// Walks over everything.
    func check(_ root: Node) {
        for section in root.entries ?? [] {
            walk(section.value, key: section.key, listens: section.key == "receivers" || section.key == "extensions")
        }
    }

    private func walk(_ node: Node, key: String, listens: Bool) {
        switch node.content {
        case .mapping(let entries): for entry in entries { walk(entry.value, key: entry.key, listens: listens) }
        case .sequence(let elements): for element in elements { walk(element, key: key, listens: listens) }
        case .scalar(let scalar): check(scalar.text, node, isEndpoint: listens && key == "endpoint")
        }
    }

    private func check(_ text: String, _ node: Node, isEndpoint: Bool) {
        if isEndpoint, Self.isOpenToAll(text) {
            report.add(
                .collectorOpenEndpoint, node, "The endpoint accepts data from every network.",
                fix: "Bind it to an address, such as 127.0.0.1 or the one of the container.")
        }
        guard text.utf8.contains(UInt8(ascii: "$")) else { return }
        for scheme in ["file", "http", "https"] where text.contains("${\(scheme):") {
            report.add(
                .collectorOutsideContent, node, "“${\(scheme):…}” pulls in content from outside of the configuration.",
                fix: "Write the content itself, or take it from the environment: ${env:NAME}.")
        }
        if let name = bareVariable(text) {
            report.add(
                .collectorBareVariable, node, "“$\(name.excerpt)” is not filled.", fix: "Write ${env:\(name.excerpt)}.")
        }
    }

    private static func isOpenToAll(_ endpoint: String) -> Bool {
        let host = endpoint.split(separator: "://").last ?? ""
        return host.hasPrefix("0.0.0.0") || host.hasPrefix("[::]")
    }

    /// The name behind a dollar sign without a brace. Two of these signs are one as such.
    private func bareVariable(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == UInt8(ascii: "$") else {
                index += 1
                continue
            }
            if bytes[index + 1] == UInt8(ascii: "$") {
                index += 2
                continue
            }
            let name = bytes[(index + 1)...].prefix { $0.isUpper || $0.isDigit || $0 == UInt8(ascii: "_") }
            if name.count > 1, name.first?.isUpper == true { return String(decoding: name, as: UTF8.self) }
            index += 1
        }
        return nil
    }
}
