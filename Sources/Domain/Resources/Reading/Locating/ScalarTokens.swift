import Nodes

/// One step through the source of a scalar: what stands there, and what it stands for in the text.
struct SourceToken {
    /// The scalar in the text; nil when nothing in the text comes of it, as of an escaped line break.
    let value: UnicodeScalar?
    let start: Position
    let end: Position
    /// Whether it is a space, a tab or a line break as such, which folding may have dropped or joined.
    let isBlank: Bool
}

/// Walks over the source of a YAML or JSON scalar from its first character to its last.
struct ScalarTokens {
    private enum Style { case block, plain, single, double }

    private let source: SourceText
    private var style = Style.plain
    private var index: Int
    private var place: Position
    /// Whether a line break was passed and more follow, of which each stands for itself.
    private var isFolding = false

    /// Starts at the value that stands at `start`; nil when it is an alias, whose text stands elsewhere, or no scalar.
    init?(_ source: SourceText, at start: Position) {
        guard let index = source.offset(of: start) else { return nil }
        self.source = source
        self.index = index
        place = start
        skipProperties()
        switch byte {
        case UInt8(ascii: "*")? where !source.isJSON: return nil
        case UInt8(ascii: "|")?, UInt8(ascii: ">")?:
            style = .block
            skipHeader()
        case UInt8(ascii: "\"")?: open(.double)
        case UInt8(ascii: "'")? where !source.isJSON: open(.single)
        default: break
        }
    }

    /// The line on which a block's first line of text stands; nil when this is no block.
    var firstLineOfBlock: Int? { style == .block ? place.line : nil }

    /// The next step, or nil behind the last.
    mutating func next() -> SourceToken? {
        skipTrailingBlanks()
        guard let byte else { return nil }
        let start = place
        if source.breakLength(at: index) > 0 { return lineBreak(from: start) }
        switch (style, byte) {
        case (.double, UInt8(ascii: "\"")): return nil
        case (.double, UInt8(ascii: "\\")): return escape(from: start)
        case (.single, UInt8(ascii: "'")):
            guard index + 1 < source.bytes.count, source.bytes[index + 1] == byte else { return nil }
            step(2, columns: 2)
            return SourceToken(value: "'", start: start, end: place, isBlank: false)
        default:
            let value = source.scalar(at: index)
            step(source.scalarLength(at: index))
            let isBlank = style == .block && (byte == 0x20 || byte == 0x09)
            return SourceToken(value: value, start: start, end: place, isBlank: isBlank)
        }
    }

    /// Outside blocks one line break becomes a space, and of several the first becomes nothing.
    private mutating func lineBreak(from start: Position) -> SourceToken {
        step(source.breakLength(at: index), lines: true)
        guard style != .block else { return SourceToken(value: "\n", start: start, end: place, isBlank: true) }
        let end = place
        skipIndentation()
        let isLast = index >= source.bytes.count || source.breakLength(at: index) == 0
        let value: UnicodeScalar? = isFolding ? "\n" : isLast ? " " : nil
        isFolding = !isLast
        return SourceToken(value: value, start: start, end: end, isBlank: false)
    }

    private mutating func escape(from start: Position) -> SourceToken {
        let breakLength = index + 1 < source.bytes.count ? source.breakLength(at: index + 1) : 0
        if breakLength > 0 {
            step(1 + breakLength, lines: true)
            let end = place
            skipIndentation()
            isFolding = index < source.bytes.count && source.breakLength(at: index) > 0
            return SourceToken(value: nil, start: start, end: end, isBlank: false)
        }
        let (value, length) = ScalarEscape.decode(source.bytes, at: index)
        step(length, columns: length)
        return SourceToken(value: value, start: start, end: place, isBlank: false)
    }

    /// Nor does what it ends with.
    private mutating func skipTrailingBlanks() {
        guard style != .block, byte == 0x20 || byte == 0x09 else { return }
        var end = index
        while end < source.bytes.count, source.bytes[end] == 0x20 || source.bytes[end] == 0x09 { end += 1 }
        guard end < source.bytes.count, source.breakLength(at: end) > 0 else { return }
        step(end - index, columns: end - index)
    }

    /// What a line starts with belongs to the text in a block only.
    private mutating func skipIndentation() {
        while style != .block, byte == 0x20 || byte == 0x09 { step(1) }
    }

    private var byte: UInt8? { index < source.bytes.count ? source.bytes[index] : nil }

    private mutating func step(_ length: Int, columns: Int = 1, lines: Bool = false) {
        index += length
        place =
            lines
            ? Position(line: place.line + 1, column: 1) : Position(line: place.line, column: place.column + columns)
    }

    private mutating func open(_ style: Style) {
        self.style = style
        step(1)
    }

    /// Steps over anchors and tags before the value.
    private mutating func skipProperties() {
        while let byte, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!"), !source.isJSON {
            while index < source.bytes.count, !isBlank { step(source.scalarLength(at: index)) }
            while index < source.bytes.count, isBlank {
                let breakLength = source.breakLength(at: index)
                step(max(breakLength, 1), lines: breakLength > 0)
            }
        }
    }

    private var isBlank: Bool {
        byte == 0x20 || byte == 0x09 || source.breakLength(at: index) > 0
    }

    /// Steps over `|2-` and a comment behind it, to the start of the next line.
    private mutating func skipHeader() {
        while index < source.bytes.count {
            let breakLength = source.breakLength(at: index)
            step(max(breakLength, 1), lines: breakLength > 0)
            if breakLength > 0 { return }
        }
    }
}
