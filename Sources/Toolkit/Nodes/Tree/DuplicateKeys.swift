/// Finds a key that stands twice in a mapping under construction.
struct DuplicateKeys {
    /// Up to this many keys comparing with each is faster than hashing.
    private static let scanned = 12
    private var seen: [String: Int] = [:]

    /// Throws when `entries` already holds `key`; to be called for each key before its entry is appended.
    mutating func check(
        _ key: String, _ start: Position, _ end: Position, in entries: [Node.Entry]
    ) throws(NodeError) {
        guard let first = firstIndex(of: key, in: entries) else { return }
        throw NodeError(
            .duplicateKey, at: start, end: end,
            "The key “\(key)” stands twice in this mapping: first at line \(entries[first].keyStart.line), column "
                + "\(entries[first].keyStart.column), again at line \(start.line), column \(start.column).",
            fix: "Remove one of the two.")
    }

    private mutating func firstIndex(of key: String, in entries: [Node.Entry]) -> Int? {
        if entries.count <= Self.scanned { return entries.firstIndex { $0.key == key } }
        for index in seen.count..<entries.count { seen[entries[index].key] = index }
        return seen[key]
    }
}
