/// The tags of the core schema; every other tag is refused, because nothing here would give it a meaning.
enum YAMLTag {
    private static let core = "tag:yaml.org,2002:"

    /// The scalar as its tag wants it understood.
    static func apply(_ tag: String, to scalar: Scalar, _ start: Position, _ end: Position) throws(NodeError) -> Scalar
    {
        let quoted = Scalar(text: scalar.text, style: scalar.isPlain ? .quoted : scalar.style)
        let plain = Scalar(text: scalar.text, style: .plain)
        switch (name(of: tag), plain.value) {
        case ("!", _), ("str", _): return quoted
        case ("null", .null), ("bool", .bool), ("int", .integer), ("float", .number), ("float", .integer): return plain
        case ("null", _), ("bool", _), ("int", _), ("float", _):
            throw NodeError(
                .tag, at: start, end: end,
                "The tag “\(written(tag))” does not fit the text “\(scalar.text.prefix(40))”.",
                fix: "Remove the tag or correct the value.")
        default: throw unknown(tag, start, end)
        }
    }

    /// Throws unless a collection's tag is the one that says what it is anyway.
    static func check(_ tag: String, is kind: String, _ start: Position, _ end: Position) throws(NodeError) {
        let name = name(of: tag)
        if name != kind, name != "!" { throw unknown(tag, start, end) }
    }

    private static func unknown(_ tag: String, _ start: Position, _ end: Position) -> NodeError {
        NodeError(
            .tag, at: start, end: end, "The tag “\(written(tag))” is not supported here.",
            fix: "Remove it; only !!str, !!int, !!float, !!bool, !!null, !!seq and !!map have a meaning.")
    }

    private static func name(of tag: String) -> Substring { tag.hasPrefix(core) ? tag.dropFirst(core.count) : tag[...] }

    private static func written(_ tag: String) -> String {
        tag.hasPrefix(core) ? "!!" + tag.dropFirst(core.count) : tag
    }
}
