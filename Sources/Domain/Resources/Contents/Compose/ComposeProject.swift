import Nodes

/// The files of a compose application, read together: what the base file or its override defines, both may refer to.
struct ComposeProject {
    /// A file and what is in it.
    struct Part {
        let report: TextReport
        let root: Node
        let isOverride: Bool
    }

    /// Sections of definitions that services refer to.
    static let sections = ["services", "networks", "volumes", "secrets", "configs"]

    let parts: [Part]
    /// The names that each section defines.
    private(set) var defined: [String: Set<String>] = [:]
    /// The services of which some file says where their image comes from.
    let withImage: Set<String>

    /// Reads the files; nil when one cannot be read, which is then noted, or has parts that only placeholders decide.
    init?(_ files: [ApplicationFile], volumes: [ApplicationVolume], _ report: Report) {
        var parts: [Part] = []
        for (index, file) in files.enumerated() {
            guard
                let file = ContentFile(
                    file.path, file.content ?? "", file.contentEncoding,
                    at: ["inline", .index(index), "content"], report),
                !file.path.holdsPlaceholder, !file.hasOpenStructure, let part = Self.part(of: file)
            else { return nil }
            parts.append(part)
        }
        self.parts = parts
        withImage = Set(parts.flatMap { $0.root["services"]?.entries ?? [] }.filter(\.hasImage).map(\.key))
        for section in Self.sections {
            defined[section] = Set(parts.flatMap { $0.root[section]?.entries ?? [] }.map(\.key))
        }
        // The agent makes these volumes itself.
        defined["volumes"]?.formUnion(volumes.map(\.name))
        defined["networks"]?.insert("default")
    }

    private static func part(of file: ContentFile) -> Part? {
        guard let documents = file.documents(.composeSyntax) else { return nil }
        let isOverride = file.path.contains(".override.")
        let root = documents.first ?? .null
        if isOverride && root.isNull { return Part(report: file.report, root: .object([]), isOverride: true) }
        guard documents.count <= 1, root.entries != nil else {
            file.report.add(
                .composeSyntax, documents.count > 1 ? documents[1] : root,
                documents.count > 1
                    ? "A compose file is one document." : "A compose file is a mapping, found \(root.kindOfValue).",
                fix: "Write “services:” and the services below it.")
            return nil
        }
        return Part(report: file.report, root: root, isOverride: isOverride)
    }

    /// Judges all files.
    func check() {
        for part in parts { checkTop(part) }
        checkServices()
        for part in parts {
            for entry in part.root["services"]?.entries ?? [] where !entry.key.hasPrefix("x-") {
                ComposeService(name: entry, project: self, report: part.report).check()
            }
        }
        checkCycles()
    }

    private func checkTop(_ part: Part) {
        for entry in part.root.entries ?? [] where !entry.key.hasPrefix("x-") {
            guard ComposeKeys.top.contains(entry.key) else {
                part.report.unknownComposeKey(entry, known: ComposeKeys.top)
                continue
            }
            guard Self.sections.contains(entry.key), !entry.value.isNull, entry.value.entries == nil else { continue }
            part.report.add(
                .composeType, entry.value, "“\(entry.key)” is a mapping of names, found \(entry.value.kindOfValue).",
                fix: "Write the names as keys below it.")
        }
    }

    private func checkServices() {
        let base = parts.first { !$0.isOverride }
        guard let base, defined["services"]?.isEmpty != false, base.root["include"] == nil else { return }
        let services = base.root["services"]
        guard services.map({ $0.isNull || $0.entries != nil }) ?? true else { return }
        base.report.add(
            .composeServices, services ?? base.root, "The compose file has no service.",
            fix: "Write at least one below “services”.")
    }
}

extension TextReport {
    /// Notes a key that compose does not know.
    func unknownComposeKey(_ entry: Node.Entry, known: [String]) {
        guard !entry.key.holdsPlaceholder else { return }
        add(
            .composeUnknownKey, key: entry, "“\(entry.key.excerpt)” is not a key of compose files here.",
            fix: Suggestion.fix(for: entry.key, among: known) ?? "Remove it, or let it start with “x-”.")
    }
}

extension Node.Entry {
    /// Whether a service says where its image comes from.
    fileprivate var hasImage: Bool {
        value["image"] != nil || value["extends"] != nil || value["provider"] != nil
    }
}
