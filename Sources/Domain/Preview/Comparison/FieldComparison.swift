import Nodes

/// Finds the fields in which two values differ.
struct FieldComparison {
    private var changes: [FieldChange] = []

    /// The changes in the order of the fields, those that are gone last within their mapping. Nil stands for no value.
    static func changes(_ before: ShownNode?, _ after: ShownNode?, at path: String) -> [FieldChange] {
        var comparison = FieldComparison()
        comparison.compare(before?.decoded, after?.decoded, path, key: "")
        return comparison.changes
    }

    private mutating func compare(_ before: ShownNode?, _ after: ShownNode?, _ path: String, key: String) {
        if let before, let after, before.actual.canonicalJSON() == after.actual.canonicalJSON() { return }
        if let fields = Self.pair(before, after, \.fields) {
            compare(fields.0, fields.1) { path.isEmpty ? $0 : "\(path).\($0)" }
        } else if let items = Self.pair(before, after, \.items) {
            compare(items.0, items.1) { "\(path)[\($0)]" }
            noteOrder(items.0, items.1, path)
        } else {
            note(before, after, path, key)
        }
    }

    private typealias Parts = [(key: String, value: ShownNode)]

    /// The parts of both; nil unless each that is there has them. An empty mapping or list has none.
    private static func pair(
        _ before: ShownNode?, _ after: ShownNode?, _ parts: (ShownNode) -> Parts?
    ) -> (Parts, Parts)? {
        let (old, new) = (before.map(parts), after.map(parts))
        guard (before == nil) == (old.flatMap { $0 } == nil), (after == nil) == (new.flatMap { $0 } == nil) else {
            return nil
        }
        let both = ((old ?? nil) ?? [], (new ?? nil) ?? [])
        return both.0.isEmpty && both.1.isEmpty ? nil : both
    }

    private mutating func compare(_ before: Parts, _ after: Parts, path: (String) -> String) {
        let old = Dictionary(before.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let new = Set(after.map(\.key))
        for part in after { compare(old[part.key], part.value, path(part.key), key: part.key) }
        for part in before where !new.contains(part.key) { compare(part.value, nil, path(part.key), key: part.key) }
    }

    /// Later elements win over earlier ones, so that their order is a change of its own.
    private mutating func noteOrder(_ before: Parts, _ after: Parts, _ path: String) {
        let (old, new) = (before.map(\.key), after.map(\.key))
        let (oldNames, newNames) = (Set(old), Set(new))
        guard old.filter(newNames.contains) != new.filter(oldNames.contains) else { return }
        changes.append(
            FieldChange(
                "\(path) (order)", before: old.joined(separator: ", "), after: new.joined(separator: ", ")))
    }

    private mutating func note(_ before: ShownNode?, _ after: ShownNode?, _ path: String, _ key: String) {
        let (old, new) = (before?.line(key: key), after?.line(key: key))
        let isText = [old, new].contains { $0?.contains("\n") == true }
        if isText, before.map({ $0.shown.string != nil }) ?? true, after.map({ $0.shown.string != nil }) ?? true {
            let diff = ShownText.diff(old ?? "", new ?? "")
            changes.append(FieldChange(path, before: nil, after: nil, diff: diff))
        } else {
            changes.append(FieldChange(path, before: old, after: new))
        }
    }
}
