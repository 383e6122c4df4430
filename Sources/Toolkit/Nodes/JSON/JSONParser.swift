/// Builds a tree from JSON. Recursion is bounded by the depth limit.
struct JSONParser {
    var cursor: JSONCursor
    var budget: NodeBudget

    mutating func document() throws(NodeError) -> Node {
        cursor.skipWhitespace()
        let node = try value(depth: 0)
        cursor.skipWhitespace()
        if !cursor.isAtEnd { throw cursor.unexpected("the end") }
        return node
    }

    private mutating func value(depth: Int) throws(NodeError) -> Node {
        let start = cursor.position
        try budget.spendNode(at: start)
        let content: Node.Content
        switch cursor.byte {
        case UInt8(ascii: "{"): content = .mapping(try object(depth: depth + 1))
        case UInt8(ascii: "["): content = .sequence(try array(depth: depth + 1))
        case UInt8(ascii: "\""): content = .scalar(Scalar(text: try string(), style: .quoted))
        default:
            let range = try cursor.literal()
            content = .scalar(Scalar(text: String(decoding: cursor.bytes[range], as: UTF8.self), style: .plain))
        }
        return Node(content, start: start, end: cursor.position)
    }

    private mutating func string() throws(NodeError) -> String {
        let (range, hasEscapes) = try cursor.string()
        return JSONEscape.text(range, hasEscapes: hasEscapes, in: cursor.bytes)
    }

    private mutating func array(depth: Int) throws(NodeError) -> [Node] {
        var elements: [Node] = []
        try open(depth)
        if cursor.take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            cursor.skipWhitespace()
            if cursor.take(UInt8(ascii: "]")) { return elements }
            guard cursor.take(UInt8(ascii: ",")) else { throw cursor.unexpected("“,” or “]”") }
            cursor.skipWhitespace()
        }
    }

    private mutating func object(depth: Int) throws(NodeError) -> [Node.Entry] {
        var entries: [Node.Entry] = []
        var duplicates = DuplicateKeys()
        try open(depth)
        if cursor.take(UInt8(ascii: "}")) { return entries }
        while true {
            let entry = try entry(depth, &duplicates, entries)
            entries.append(entry)
            cursor.skipWhitespace()
            if cursor.take(UInt8(ascii: "}")) { return entries }
            guard cursor.take(UInt8(ascii: ",")) else { throw cursor.unexpected("“,” or “}”") }
            cursor.skipWhitespace()
        }
    }

    private mutating func entry(
        _ depth: Int, _ duplicates: inout DuplicateKeys, _ entries: [Node.Entry]
    ) throws(NodeError) -> Node.Entry {
        guard cursor.byte == UInt8(ascii: "\"") else { throw cursor.unexpected("a key in double quotes") }
        let start = cursor.position
        try budget.spendNode(at: start)
        let key = try string()
        let end = cursor.position
        try duplicates.check(key, start, end, in: entries)
        cursor.skipWhitespace()
        guard cursor.take(UInt8(ascii: ":")) else { throw cursor.unexpected("“:”") }
        cursor.skipWhitespace()
        return Node.Entry(key: key, keyStart: start, keyEnd: end, value: try value(depth: depth))
    }

    private mutating func open(_ depth: Int) throws(NodeError) {
        try budget.checkDepth(depth, at: cursor.position)
        _ = cursor.take(cursor.byte)
        cursor.skipWhitespace()
    }
}
