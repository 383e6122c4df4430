import Nodes

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
