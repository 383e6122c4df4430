public import Nodes
public import Resources

/// Reads specs and conditions that the store holds as JSON.
public enum StoredSpec {
    /// The tree of a stored JSON document.
    public static func node(_ json: [UInt8]) throws -> Node {
        do {
            return try JSON.parse(json, limits: .stored)
        } catch {
            throw StoreError.unreadable("JSON that does not parse (\(error.message))")
        }
    }

    /// A stored spec as its kind states it.
    public static func decode<T: Described>(_ type: T.Type, _ json: [UInt8]) throws -> T {
        let (value, findings) = Resources.decode(type, from: try node(json), policy: .wire)
        if let finding = findings.first(where: { $0.severity == .error }) {
            throw StoreError.unreadable("a spec that breaks \(finding.rule) at \(finding.path): \(finding.message)")
        }
        return value
    }

    /// Stored labels.
    public static func labels(_ json: [UInt8]) throws -> [String: String] {
        let entries = try node(json).entries ?? []
        return Dictionary(entries.map { ($0.key, $0.value.string ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    /// A stored template, in which texts may still hold placeholders.
    public static func template(_ json: [UInt8]) throws -> DeviceSpec {
        try decode(FleetTemplate.self, Array("{\"spec\":".utf8) + json + Array("}".utf8)).spec
    }
}

extension NodeLimits {
    /// For documents of our own: as large as what was let in, in the longer form that JSON has.
    static let stored = NodeLimits(
        maxBytes: 64 << 20, maxDepth: 128, maxNodes: 4_000_000, maxDocuments: 1, maxAliasExpansion: 0)
}
