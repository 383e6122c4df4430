import Nodes

// What is wrong with the shape of a mapping, whatever it holds.
extension Report {
    func noteUnknown(_ entries: [Node.Entry], known: FieldNames) {
        for entry in entries where !known.contains(entry.key) { unknown(entry.key, known: known.names) }
    }

    private func unknown(_ key: String, known: [String]) {
        let fix = Suggestion.fix(for: key, among: known) ?? "Remove it; known here are \(Suggestion.list(known))."
        add(.unknownField, at: [.key(key)], onKey: true, "“\(key.excerpt)” is not a field known here.", fix: fix)
    }

    /// A finding about something missing stands at the first key beside which it is missing.
    func missing(_ field: Field, beside entries: [Node.Entry]) {
        add(
            .missingField, at: beside(entries), onKey: !entries.isEmpty, "“\(field.key)” is missing.",
            fix: "Add it: \(field.doc)")
    }

    func missingForm(_ keys: [String], beside entries: [Node.Entry]) {
        add(
            .missingForm, at: beside(entries), onKey: !entries.isEmpty,
            "One of \(keys.joined(separator: ", ")) is missing.",
            fix: "Add exactly one of them.")
    }

    func severalForms(_ keys: [String]) {
        add(
            .severalForms, at: [.key(keys[1])], onKey: true, "“\(keys[0])” and “\(keys[1])” exclude each other.",
            fix: "Keep one of them.")
    }

    /// Notes a field of ours where a document should suit other systems too.
    func noteExtension(_ field: Field) {
        guard reportsExtensions else { return }
        add(
            .extensionField, at: [.key(field.key)], onKey: true, "“\(field.key)” is known to this system only.",
            fix: "Leave it out if other systems read this document too.")
    }

    func wrongType(_ node: Node, expected: String) {
        add(.wrongType, "Expected \(expected), found \(node.kindOfValue).", fix: fix(node, expected))
    }

    private func beside(_ entries: [Node.Entry]) -> [FieldPath.Step] {
        entries.first.map { [.key($0.key)] } ?? []
    }

    private func fix(_ node: Node, _ expected: String) -> String {
        if node.isNull { return "Write \(expected), or remove the key." }
        let isQuotable = expected == "a text" && node.scalar != nil
        return isQuotable ? "Put it in quotes: \"\(node.written)\"." : "Write \(expected)."
    }
}

extension Node {
    var kindOfValue: String {
        switch content {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let scalar):
            switch scalar.value {
            case .null: "no value"
            case .bool: "\(scalar.text), which is a truth value"
            case .integer, .number: "\(scalar.text.excerpt), which is a number"
            case .string: "a text"
            }
        }
    }

    /// A scalar as it was written.
    var written: String { scalar?.text.excerpt ?? "" }
}

extension String {
    /// The text, shortened to a length that fits into a message, without line breaks.
    var excerpt: String {
        let line = String(
            unicodeScalars.prefix(80).map { $0.properties.generalCategory == .control ? " " : Character($0) })
        return line.unicodeScalars.count < unicodeScalars.count ? line + "…" : line
    }
}

extension Double {
    /// Without a fraction where there is none.
    var short: String { self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String(self) }
}
