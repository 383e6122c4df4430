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

/// One configuration of a collector.
struct CollectorConfig {
    /// A component that is defined, or a pipeline.
    struct Component {
        let section: String
        /// `type` or `type/name`, both without blanks around them.
        let id: String
        let entry: Node.Entry
    }

    let path: String
    let root: Node
    let report: TextReport
    /// What this file may refer to, and what refers to it.
    var context = CollectorContext([])
    /// Whether the file is all that the collector reads, so that what is missing can be told.
    var isWhole = false

    /// The configuration; nil when it cannot be read, which is noted when the path makes it certain what it is.
    init?(_ file: ContentFile, isCertain: Bool) {
        guard !file.hasOpenStructure else { return nil }
        path = file.path
        report = file.report
        if !isCertain, (try? YAML.documents(in: Array(file.text.utf8), limits: .content)) == nil { return nil }
        guard let documents = file.documents(.collectorSyntax) else { return nil }
        root = documents.first ?? .null
        let keys = Set(root.entries?.map(\.key) ?? [])
        if !isCertain, keys.isDisjoint(with: CollectorSet.sections) || !keys.contains("service") { return nil }
        if root.entries == nil || documents.count > 1 {
            report.add(
                .collectorSyntax, documents.count > 1 ? documents[1] : root,
                documents.count > 1
                    ? "A collector configuration is one document."
                    : "A collector configuration is a mapping, found \(root.kindOfValue).",
                fix: "Write receivers, exporters and service.")
            return nil
        }
    }

    var hasService: Bool { root["service"] != nil }
    var hasPipelines: Bool { root["service"]?["pipelines"] != nil }
    /// The file that packages of the collector start it with.
    var isStandardFile: Bool { path.hasSuffix("/config.yaml") && path.split(separator: "/").count == 3 }

    /// Judges the file.
    func check() {
        checkTop()
        for section in CollectorSet.sections {
            for component in components(section) { checkID(component) }
        }
        checkDuplicates()
        checkService()
        checkUse()
        CollectorValues(report: report).check(root)
    }

    /// What a section defines, in this file.
    func components(_ section: String) -> [Component] {
        (root[section]?.entries ?? []).map { entry in
            Component(section: section, id: Self.trimmed(entry.key), entry: entry)
        }
    }

    /// Both parts of an identifier are read without blanks around them.
    static func trimmed(_ id: String) -> String {
        guard let slash = id.firstIndex(of: "/") else { return String(id[...].withoutBlanks) }
        return "\(id[..<slash].withoutBlanks)/\(id[id.index(after: slash)...].withoutBlanks)"
    }

    private func checkTop() {
        let known = CollectorSet.sections + ["service"]
        for entry in root.entries ?? [] {
            if !known.contains(entry.key) {
                report.add(
                    .collectorTopKey, key: entry,
                    "“\(entry.key.excerpt)” is not a section of collector configurations.",
                    fix: Suggestion.fix(for: entry.key, among: known) ?? "Known are \(Suggestion.list(known)).")
            } else if !entry.value.isNull, entry.value.entries == nil, !entry.value.isOpen {
                report.add(
                    .collectorSection, entry.value,
                    "“\(entry.key)” is a mapping, found \(entry.value.kindOfValue).",
                    fix: "Write names as keys below it.")
            }
        }
        guard isWhole else { return }
        for section in ["receivers", "exporters"] where components(section).isEmpty && root[section]?.isOpen != true {
            guard root[section].map({ $0.isNull || $0.entries != nil }) ?? true else { continue }
            let entry = root.entry(section) ?? root.entries?.first
            report.add(
                .collectorEmpty, entry?.keyStart ?? root.start, entry?.keyEnd ?? root.end,
                "No \(section.dropLast()) is defined.", fix: "Define at least one below “\(section)”.")
        }
    }
}
