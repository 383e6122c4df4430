import Nodes

/// `[address:]host[-range]:container[-range][/protocol]` or `container[-range]`.
enum ComposePort {
    static func isPort(_ text: String) -> Bool {
        var rest = text[...]
        if let slash = rest.lastIndex(of: "/") {
            guard ["tcp", "udp", "sctp"].contains(rest[rest.index(after: slash)...].lowercased()) else { return false }
            rest = rest[..<slash]
        }
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            rest = rest[rest.index(after: end)...].dropFirst()
        }
        var parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 3 {
            guard !parts[0].isEmpty else { return false }
            parts.removeFirst()
            // `address::container` leaves the host's port to chance.
            if parts[0].isEmpty { parts.removeFirst() }
        }
        guard (1...2).contains(parts.count) else { return false }
        let ranges = parts.map(range)
        guard let last = ranges.last ?? nil, let first = ranges[0] else { return false }
        return first.count == last.count || last.count == 1 || first.count == 1
    }

    private static func range(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { part -> Int? in
            part.utf8.allSatisfy(\.isDigit) ? Int(part) : nil
        }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 1,
            first <= last, last <= 65535
        else { return nil }
        return first...last
    }
}

/// A mount of a service: `[source:]target[:options]`, or the same as a mapping.
struct ComposeMount {
    /// The volume that is mounted; nil for directories of the host and for volumes without a name.
    private(set) var volume: String?

    init?(_ node: Node) {
        if let entries = node.entries {
            guard let type = node["type"]?.string, node["target"] != nil || node["destination"] != nil else {
                return nil
            }
            let source = entries.first { $0.key == "source" || $0.key == "src" }?.value.string
            volume = type == "volume" ? source : nil
            return
        }
        guard let text = node.string else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let target = parts.count == 1 ? parts[0] : parts[1]
        guard target.hasPrefix("/") else { return nil }
        if parts.count > 1, !parts[0].hasPrefix("/"), !parts[0].hasPrefix("."), !parts[0].hasPrefix("~") {
            volume = String(parts[0])
        }
    }
}
