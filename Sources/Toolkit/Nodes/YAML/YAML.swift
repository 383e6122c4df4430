/// Reads YAML 1.2 by way of libyaml's events, keeping the place of everything.
///
/// Scalars follow the core schema, so `yes` and `on` are strings. Refused: keys that stand twice or are no scalars, tags
/// outside the core schema, aliases that hold themselves, NUL. Merge keys (`<<`) are merged; explicit keys win.
public enum YAML {
    /// The documents of a stream. An input of nothing but comments has none; an empty document between two `---` is null.
    public static func documents(in bytes: [UInt8], limits: NodeLimits = .manifest) throws(NodeError) -> [Node] {
        var documents: [Node] = []
        if let error = read(bytes, limits: limits, each: { documents.append($0) }) { throw error }
        return documents
    }

    /// Hands over one document after another, so that those before a mistake can be judged as well, and a long stream need
    /// not be in memory as a whole.
    ///
    /// - Returns: the error that ended the reading, or nil when the whole input was read.
    public static func read(
        _ bytes: [UInt8], limits: NodeLimits = .manifest, each document: (Node) -> Void
    ) -> NodeError? {
        do throws(NodeError) {
            try NodeBudget.checkSize(bytes.count, limits)
            try Encoding.check(bytes)
            try bytes.withUnsafeBufferPointer { buffer throws(NodeError) in
                var composer = YAMLComposer(events: try YAMLEvents(buffer), budget: NodeBudget(limits))
                try composer.documents(document)
            }
            return nil
        } catch {
            return error
        }
    }
}
