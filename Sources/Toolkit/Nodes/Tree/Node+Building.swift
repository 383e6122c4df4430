extension Node {
    /// A mapping with these pairs in this order; pairs without a value are left out.
    public static func object(_ entries: [(String, Node?)]) -> Node {
        Node(.mapping(entries.compactMap { key, value in value.map { Entry(key: key, value: $0) } }))
    }

    /// A sequence.
    public static func array(_ elements: [Node]) -> Node { Node(.sequence(elements)) }

    /// A string, whatever its text looks like.
    public static func string(_ text: String) -> Node { Node(.scalar(Scalar(text: text, style: .quoted))) }

    /// An integer.
    public static func integer(_ value: Int64) -> Node { plain(String(value)) }

    /// A number. Infinities and "not a number" have no form in JSON and are written there as strings.
    public static func number(_ value: Double) -> Node { plain(DecimalText.of(value)) }

    /// `true` or `false`.
    public static func bool(_ value: Bool) -> Node { plain(value ? "true" : "false") }

    /// Null.
    public static let null = plain("null")

    private static func plain(_ text: String) -> Node { Node(.scalar(Scalar(text: text, style: .plain))) }
}

/// The shortest text that reads back to the same number, in a form that YAML's core schema and, where finite, JSON accept.
enum DecimalText {
    static func of(_ value: Double) -> String {
        if value.isNaN { return ".nan" }
        if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
        return value.description
    }
}
