import Nodes

/// For each character of a scalar's text the place in the file where it stands.
struct ContentMap {
    private var starts: [Position] = []
    private var ends: [Position] = []
    /// For each line of the text, lines ending as libyaml ends them, the character that it starts with.
    private var lineStarts = [0]
    /// How many characters the text has up to the last one that ends no line.
    private var solid = 0

    /// The map of a scalar's text; nil where the source does not show it, as behind an alias.
    init?(of text: String, at start: Position, in source: SourceText) {
        guard let tokens = ScalarTokens(source, at: start) else { return nil }
        if let line = tokens.firstLineOfBlock, let map = Self(lines: text, from: line, in: source) {
            self = map
        } else if !align(text, tokens) {
            return nil
        }
        indexLines(of: text)
    }

    /// Where in the file a place of the text stands. One behind the end of its line or of the text stands at that end.
    func place(of content: ContentPlace) -> (start: Position, end: Position)? {
        guard !starts.isEmpty else { return nil }
        let first = index(of: content.start)
        let last = index(of: content.end)
        let start = first < solid ? starts[first] : ends[max(solid - 1, 0)]
        return (start, last > first ? max(start, ends[min(last, starts.count) - 1]) : start)
    }

    private func index(of place: Position) -> Int {
        guard place.line <= lineStarts.count else { return starts.count }
        let next = place.line < lineStarts.count ? lineStarts[place.line] - 1 : starts.count
        return min(lineStarts[place.line - 1] + place.column - 1, next)
    }

    private mutating func indexLines(of text: String) {
        var before: UnicodeScalar?
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if before == "\r" && scalar == "\n" { lineStarts.removeLast() }
            if scalar.endsLine { lineStarts.append(index + 1) } else { solid = index + 1 }
            before = scalar
        }
    }
}

extension ContentMap {
    /// The map of a block whose lines stand in the file as they are: what a line has more than the text's is its
    /// indentation. Nil when they do not match, as in a folded block.
    private init?(lines text: String, from first: Int, in source: SourceText) {
        var number = first
        for line in text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: \.endsLine) {
            let bytes = String(line).utf8
            let range = source.line(number) ?? source.bytes.count..<source.bytes.count
            let isSame = bytes.isEmpty || source.bytes[range].suffix(bytes.count).elementsEqual(bytes)
            guard isSame else { return nil }
            let indent = bytes.isEmpty ? range.count : range.count - bytes.count
            for column in 1...line.count + 1 {
                starts.append(Position(line: number, column: indent + column))
                ends.append(Position(line: number, column: indent + column + 1))
            }
            number += 1
        }
        // The last line was given an end as if another followed.
        starts.removeLast()
        ends.removeLast()
    }

    /// Pairs the text with its source. Spaces and line breaks that folding dropped are passed over; false when another
    /// character does not fit.
    private mutating func align(_ text: String, _ tokens: ScalarTokens) -> Bool {
        var tokens = tokens
        var token = tokens.next()
        for scalar in text.unicodeScalars {
            while let passed = token, passed.value != scalar {
                guard passed.isBlank || passed.value == nil else { return false }
                // In a folded block a break may have become a space, and several fewer.
                if passed.isBlank && scalar.isBlank { break }
                token = tokens.next()
            }
            guard let found = token else { return fill(to: text) }
            starts.append(found.start)
            ends.append(found.end)
            token = tokens.next()
        }
        return true
    }

    /// Line breaks at the end of a block may be more than the file has.
    private mutating func fill(to text: String) -> Bool {
        guard let last = ends.last else { return false }
        let missing = text.unicodeScalars.count - starts.count
        starts += Array(repeating: last, count: missing)
        ends += Array(repeating: last, count: missing)
        return true
    }
}

extension UnicodeScalar {
    /// What libyaml takes for the end of a line.
    fileprivate var endsLine: Bool {
        self == "\n" || self == "\r" || self == "\u{85}" || self == "\u{2028}" || self == "\u{2029}"
    }

    fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\n" }
}
