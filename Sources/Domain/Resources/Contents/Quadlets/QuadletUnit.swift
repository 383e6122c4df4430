import Nodes

extension QuadletSet.Unit {
    /// Notes an entry's value.
    func add(
        _ rule: Rule, _ entry: UnitFile.Entry, _ message: @autoclosure () -> String, fix: @autoclosure () -> String
    ) {
        report.add(rule, entry.valuePlace.start, entry.valuePlace.end, message(), fix: fix())
    }

    /// Lines, sections and keys.
    func checkSyntax() {
        for problem in file.problems {
            report.add(
                .quadletSyntax, problem.place.start, problem.place.end, problem.message,
                fix: "Write “Key=value” below a [Section]; “#” starts a comment, “\\” at its end continues a line.")
        }
        for section in file.sections where !type.sections.contains(section.name) && !section.name.hasPrefix("X-") {
            report.add(
                .quadletSection, section.place.start, section.place.end,
                "[\(section.name.excerpt)] is not a section of .\(type.rawValue) units.",
                fix: Suggestion.fix(for: section.name, among: type.sections)
                    ?? "Known here are \(Suggestion.list(type.sections)).")
        }
        for entry in file.entries { checkKey(entry) }
    }

    private func checkKey(_ entry: UnitFile.Entry) {
        if type == .container, entry.section == "Container", entry.key == "Environment" { checkVariables(entry) }
        guard let keys = type.keys(of: entry.section), !keys.contains(entry.key), !entry.key.hasPrefix("X-"),
            !entry.key.holdsPlaceholder
        else { return }
        let isCondition = entry.key.hasPrefix("Condition") || entry.key.hasPrefix("Assert")
        if entry.section == "Unit" && isCondition { return }
        report.add(
            .quadletKey, entry.keyPlace.start, entry.keyPlace.end,
            "“\(entry.key.excerpt)” is not a key of [\(entry.section)].",
            fix: Suggestion.fix(for: entry.key, among: keys)
                ?? "Remove it, or move it to the section that it belongs to.")
    }

    /// `Environment=A=b "C=d e"`
    private func checkVariables(_ entry: UnitFile.Entry) {
        for word in entry.value.split(separator: " ") {
            let word = word.filter { $0 != "\"" && $0 != "'" }
            guard let equals = word.firstIndex(of: "=") else { continue }
            report.checkVariable(
                String(word[..<equals]), String(word[word.index(after: equals)...]), entry.valuePlace.start,
                entry.valuePlace.end)
        }
    }
}
