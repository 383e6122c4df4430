import Nodes

// What is defined.
extension CollectorConfig {
    func checkID(_ component: Component) {
        let key = component.entry.key
        guard !key.holdsPlaceholder, !key.contains("${") else { return }
        if let complaint = Self.complaint(about: component.id) {
            return report.add(
                .collectorID, key: component.entry, "“\(key.excerpt)” is not the name of a component: \(complaint).",
                fix: "Write type or type/name, such as otlp or otlp/internal.")
        }
        checkType(component)
    }

    private static func complaint(about id: String) -> String? {
        let slash = id.firstIndex(of: "/")
        let type = id[..<(slash ?? id.endIndex)].utf8
        if type.isEmpty { return "the type is missing" }
        guard let first = type.first, first.isLetter, type.allSatisfy(\.isWord), type.count <= 63 else {
            return "the type is a letter and at most 62 letters, digits and “_”"
        }
        guard let slash else { return nil }
        let name = id[id.index(after: slash)...].unicodeScalars
        if name.isEmpty { return "the name behind “/” is missing" }
        return name.count <= 1024 && name.allSatisfy(\.standsInName)
            ? nil : "the name holds a space, a control character or a symbol"
    }

    /// The lists are a hint: a build of one's own may hold more.
    private func checkType(_ component: Component) {
        let type = String(component.id.prefix { $0 != "/" })
        let known = CollectorComponents.types(of: component.section)
        if known.contains(type) { return }
        if let present = CollectorComponents.replacement(of: type, in: component.section) {
            return report.add(
                .collectorRenamed, key: component.entry, "“\(type)” was removed from the collector.",
                fix: "Use \(present).")
        }
        report.add(
            .collectorUnknownType, key: component.entry,
            "No common distribution has a type “\(type.excerpt)” among its \(component.section).",
            fix: Suggestion.fix(for: type, among: known) ?? "Make sure that the collector of the devices has it.")
    }

    func checkDuplicates() {
        for section in CollectorSet.sections {
            let components = components(section)
            for (index, first) in components.map(\.id).repetitions() {
                report.add(
                    .collectorDuplicate, key: components[index].entry,
                    "“\(components[index].id.excerpt)” is defined already at line \(components[first].entry.keyStart.line).",
                    fix: "Rename one of the two.")
            }
        }
        let others = context.names("receivers").union(context.names("exporters"))
        for connector in components("connectors") where others.contains(connector.id) {
            report.add(
                .collectorDuplicate, key: connector.entry,
                "“\(connector.id.excerpt)” is also the name of a receiver or an exporter.",
                fix: "Give the connector a name behind “/”, such as \(connector.id)/join.")
        }
    }
}

extension UnicodeScalar {
    /// Whether a name of a component may hold it.
    fileprivate var standsInName: Bool {
        switch properties.generalCategory {
        case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator, .currencySymbol, .mathSymbol,
            .modifierSymbol, .otherSymbol:
            false
        default: true
        }
    }
}
