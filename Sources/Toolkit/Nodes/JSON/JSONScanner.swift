/// Checks JSON and finds single values in it, in one pass and without a tree: for bodies that are stored as they came.
///
/// Refused as in `JSON.parse`: broken grammar, invalid UTF-8, lone surrogates, NUL, too much size or depth. A key that
/// stands twice is refused where it lies on a path that is looked for, so that no two readers see different values; elsewhere
/// duplicates are not looked for.
public struct JSONScanner {
    private var cursor: JSONCursor
    private var budget: NodeBudget
    private let paths: [[[UInt8]]]
    private var found: [Range<Int>?]

    /// Where the values of `paths` stand in `bytes`, in the order of `paths`; nil for those that are absent.
    ///
    /// A path names the keys of objects from the outside in; the empty path is the whole value. At most 64 paths: those
    /// behind are not looked for and answer nil.
    public static func scan(
        _ bytes: [UInt8], paths: [[String]], limits: NodeLimits = .wire
    ) throws(NodeError) -> [Range<Int>?] {
        var scanner = JSONScanner(
            cursor: try JSONCursor(bytes, limits: limits), budget: NodeBudget(limits),
            paths: paths.map { $0.map { Array($0.utf8) } }, found: Array(repeating: nil, count: paths.count))
        return try scanner.document()
    }

    /// The text of the JSON string that `scan` found at `range`; nil when something else stands there.
    public static func string(at range: Range<Int>, in bytes: [UInt8]) -> String? {
        guard range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
        let inner = range.lowerBound + 1..<range.upperBound - 1
        return JSONEscape.text(inner, hasEscapes: bytes[inner].contains(UInt8(ascii: "\\")), in: bytes)
    }

    private mutating func document() throws(NodeError) -> [Range<Int>?] {
        cursor.skipWhitespace()
        try value(depth: 0, active: paths.count >= 64 ? .max : 1 << UInt64(paths.count) - 1)
        cursor.skipWhitespace()
        if !cursor.isAtEnd { throw cursor.unexpected("the end") }
        return found
    }

    /// `active` has a bit for each path whose first `depth` keys lead here.
    private mutating func value(depth: Int, active: UInt64) throws(NodeError) {
        let start = cursor.index
        switch cursor.byte {
        case UInt8(ascii: "{"): try object(depth: depth + 1, active: active)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "\""): _ = try cursor.string()
        default: _ = try cursor.literal()
        }
        if active != 0 {
            for index in indices(active) where paths[index].count == depth { found[index] = start..<cursor.index }
        }
    }

    private mutating func array(depth: Int) throws(NodeError) {
        try open(depth)
        if cursor.take(UInt8(ascii: "]")) { return }
        while true {
            try budget.spendNode(at: cursor.position)
            try value(depth: depth, active: 0)
            cursor.skipWhitespace()
            if cursor.take(UInt8(ascii: "]")) { return }
            guard cursor.take(UInt8(ascii: ",")) else { throw cursor.unexpected("“,” or “]”") }
            cursor.skipWhitespace()
        }
    }

    private mutating func object(depth: Int, active: UInt64) throws(NodeError) {
        var seen: UInt64 = 0
        try open(depth)
        if cursor.take(UInt8(ascii: "}")) { return }
        while true {
            let inner = try key(depth: depth, active: active, seen: &seen)
            try value(depth: depth, active: inner)
            cursor.skipWhitespace()
            if cursor.take(UInt8(ascii: "}")) { return }
            guard cursor.take(UInt8(ascii: ",")) else { throw cursor.unexpected("“,” or “}”") }
            cursor.skipWhitespace()
        }
    }

    /// Steps over a key and its colon.
    private mutating func key(depth: Int, active: UInt64, seen: inout UInt64) throws(NodeError) -> UInt64 {
        guard cursor.byte == UInt8(ascii: "\"") else { throw cursor.unexpected("a key in double quotes") }
        let start = cursor.position
        try budget.spendNode(at: start)
        let (range, hasEscapes) = try cursor.string()
        let inner = active == 0 ? 0 : matching(range, hasEscapes, depth: depth, active)
        if inner & seen != 0 {
            let text = JSONEscape.text(range, hasEscapes: hasEscapes, in: cursor.bytes)
            throw NodeError(
                .duplicateKey, at: start, end: cursor.position, "The key “\(text)” stands twice in this object.",
                fix: "Remove one of the two.")
        }
        seen |= inner
        cursor.skipWhitespace()
        guard cursor.take(UInt8(ascii: ":")) else { throw cursor.unexpected("“:”") }
        cursor.skipWhitespace()
        return inner
    }

    /// Those of the active paths whose next key is the one at `range`.
    private func matching(_ range: Range<Int>, _ hasEscapes: Bool, depth: Int, _ active: UInt64) -> UInt64 {
        let plain = hasEscapes ? Array(JSONEscape.text(range, hasEscapes: true, in: cursor.bytes).utf8) : nil
        var result: UInt64 = 0
        for index in indices(active) where paths[index].count >= depth {
            let wanted = paths[index][depth - 1]
            if plain.map({ $0 == wanted }) ?? cursor.bytes[range].elementsEqual(wanted) { result |= 1 << UInt64(index) }
        }
        return result
    }

    private func indices(_ bits: UInt64) -> some Sequence<Int> {
        sequence(state: bits) { rest in
            guard rest != 0 else { return nil }
            defer { rest &= rest - 1 }
            return rest.trailingZeroBitCount
        }
    }

    private mutating func open(_ depth: Int) throws(NodeError) {
        try budget.checkDepth(depth, at: cursor.position)
        _ = cursor.take(cursor.byte)
        cursor.skipWhitespace()
    }
}
