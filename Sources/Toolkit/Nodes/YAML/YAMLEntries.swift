/// The pairs of one YAML mapping under construction: refuses keys that stand twice, merges `<<`.
struct YAMLEntries {
    struct Key {
        var scalar: Scalar
        var start: Position
        var end: Position
    }

    private var entries: [Node.Entry] = []
    private var duplicates = DuplicateKeys()
    /// What `<<` named, in falling precedence.
    private var bases: [Node] = []
    private var mergeKey: Key?

    /// Where the pair that was written last ends, be it a merge key.
    private(set) var end: Position?

    mutating func append(_ key: Key, _ value: Node) throws(NodeError) {
        end = value.end
        if key.scalar.isPlain, key.scalar.text == "<<" { return try merge(key, value) }
        let text = key.scalar.text
        try duplicates.check(text, key.start, key.end, in: entries)
        entries.append(Node.Entry(key: text, keyStart: key.start, keyEnd: key.end, value: value))
    }

    private mutating func merge(_ key: Key, _ value: Node) throws(NodeError) {
        if let mergeKey {
            throw NodeError(
                .duplicateKey, at: key.start, end: key.end,
                "The merge key “<<” stands twice in this mapping: first at line \(mergeKey.start.line), column "
                    + "\(mergeKey.start.column), again at line \(key.start.line), column \(key.start.column).",
                fix: "Name all bases in one list: “<<: [*first, *second]”.")
        }
        mergeKey = key
        bases = value.elements ?? [value]
        if let wrong = bases.first(where: { $0.entries == nil }) {
            throw NodeError(
                .alias, at: wrong.start, end: wrong.end, "The merge key “<<” needs a mapping or a list of mappings.",
                fix: "Name an anchored mapping: “<<: *base”.")
        }
    }

    /// The explicit pairs, then those of the bases that no earlier one has.
    consuming func merged() -> [Node.Entry] {
        if bases.isEmpty { return entries }
        var keys = Set(entries.map(\.key))
        for base in bases {
            for entry in base.entries ?? [] where keys.insert(entry.key).inserted { entries.append(entry) }
        }
        return entries
    }
}
