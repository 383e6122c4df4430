import Nodes

/// The lines of a text without the blanks around them.
struct UnitLines {
    struct Line {
        let text: Substring
        let place: UnitFile.Stretch
    }

    private var rest: [Substring].SubSequence
    private var number = 0

    init(_ text: String) {
        rest = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }[...]
    }

    mutating func next() -> Line? {
        guard let whole = rest.popFirst() else { return nil }
        number += 1
        let text = whole.withoutBlanks
        let column = 1 + whole.unicodeScalars.distance(from: whole.startIndex, to: text.startIndex)
        let start = Position(line: number, column: column)
        let end = Position(line: number, column: column + text.unicodeScalars.count)
        return Line(text: text, place: UnitFile.Stretch(start: start, end: end))
    }

    /// The next line of a value that is continued; comments between its lines are passed over.
    mutating func nextOfValue() -> Line? {
        while let line = next() {
            if line.text.first != "#" && line.text.first != ";" { return line }
        }
        return nil
    }
}

extension Substring {
    /// Without blanks at both ends.
    var withoutBlanks: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
