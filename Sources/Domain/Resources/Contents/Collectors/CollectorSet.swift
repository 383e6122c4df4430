import Nodes

/// The collector configurations of one directory of a device, which the collector may be started with one by one or all
/// together.
struct CollectorSet {
    private static let trees = ["/etc/otelcol", "/etc/opentelemetry-collector"]
    private static let names = ["otelcol", "otel-collector", "collector"]
    static let sections = ["receivers", "processors", "exporters", "connectors", "extensions"]

    /// Finds the configurations among a device's files and judges those of each directory.
    ///
    /// - Parameter files: those whose path ``isPossible(_:)``.
    static func check(_ files: [ContentFile]) {
        var directories: [String: [CollectorConfig]] = [:]
        for file in files where isCandidate(file) {
            guard let config = CollectorConfig(file, isCertain: trees.contains { file.path.hasPrefix($0) }) else {
                continue
            }
            let directory = String(file.path.prefix(upTo: file.path.lastIndex(of: "/") ?? file.path.startIndex))
            directories[directory, default: []].append(config)
        }
        for directory in directories.keys.sorted() { judge(directories[directory] ?? []) }
    }

    /// Whether a file of this path may be a configuration of a collector.
    static func isPossible(_ path: String) -> Bool {
        (path.hasSuffix(".yaml") || path.hasSuffix(".yml")) && !path.holdsPlaceholder
    }

    /// By the path, or by keys that hardly any other file has together.
    private static func isCandidate(_ file: ContentFile) -> Bool {
        if trees.contains(where: { file.path.hasPrefix($0) }) { return true }
        let name = file.path.split(separator: "/").last ?? ""
        return names.contains { name.hasPrefix($0) }
            || (file.text.holdsLine("receivers:") && file.text.holdsLine("exporters:")
                && file.text.holdsLine("service:"))
    }

    /// Files that are all complete are judged one by one; otherwise each may use what another defines.
    private static func judge(_ configs: [CollectorConfig]) {
        let isSeparate = configs.allSatisfy(\.hasPipelines) || configs.count == 1
        let shared = isSeparate ? nil : CollectorContext(configs.map(\.root))
        for config in configs {
            var config = config
            config.isWhole = isSeparate && (config.hasService || config.isStandardFile)
            config.context = shared ?? CollectorContext([config.root])
            config.check()
        }
    }
}
