/// Reads JSON (RFC 8259, strictly) into the same tree as YAML, keeping the place of everything.
///
/// Beyond the grammar it refuses keys that stand twice, lone surrogates and the character NUL. A byte order mark is skipped.
public enum JSON {
    /// The one value of `bytes`.
    public static func parse(_ bytes: [UInt8], limits: NodeLimits = .wire) throws(NodeError) -> Node {
        var parser = JSONParser(cursor: try JSONCursor(bytes, limits: limits), budget: NodeBudget(limits))
        return try parser.document()
    }
}
