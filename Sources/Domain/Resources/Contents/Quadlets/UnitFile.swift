import Nodes

/// A unit file of systemd, as quadlets are: sections of `Key=value` lines, with the place of everything.
struct UnitFile {
    /// A stretch of the text.
    struct Stretch {
        var start: Position
        var end: Position
    }

    /// One assignment. A key may stand several times.
    struct Entry {
        let section: String
        let key: String
        /// The value, continued lines joined by spaces.
        let value: String
        let keyPlace: Stretch
        let valuePlace: Stretch
    }

    /// The sections in the order written; one that stands twice is listed twice.
    private(set) var sections: [(name: String, place: Stretch)] = []
    private(set) var entries: [Entry] = []
    /// Lines that are none of a unit file.
    private(set) var problems: [(place: Stretch, message: String)] = []

    init(_ text: String) {
        var lines = UnitLines(text)
        while let line = lines.next() { read(line, &lines) }
    }

    /// The values of a key in a section; an empty one empties what stood before it.
    func values(_ section: String, _ key: String) -> [Entry] {
        var values: [Entry] = []
        for entry in entries where entry.section == section && entry.key == key {
            if entry.value.isEmpty { values = [] } else { values.append(entry) }
        }
        return values
    }

    private mutating func read(_ line: UnitLines.Line, _ lines: inout UnitLines) {
        guard let first = line.text.first else { return }
        if first == "#" || first == ";" { return }
        if first == "[" { return readSection(line) }
        guard let equals = line.text.firstIndex(of: "="), equals != line.text.startIndex else {
            return problems.append((line.place, "This is neither a section, nor “Key=value”, nor a comment."))
        }
        guard let section = sections.last else {
            return problems.append((line.place, "The key stands before the first section."))
        }
        readEntry(line, equals, section.name, &lines)
    }

    private mutating func readSection(_ line: UnitLines.Line) {
        guard line.text.last == "]", line.text.count > 2 else {
            return problems.append((line.place, "The name of the section is not closed by “]”."))
        }
        sections.append((String(line.text.dropFirst().dropLast()), line.place))
    }

    private mutating func readEntry(
        _ line: UnitLines.Line, _ equals: Substring.Index, _ section: String, _ lines: inout UnitLines
    ) {
        let key = line.text[..<equals].withoutBlanks
        let behind = line.text[line.text.index(after: equals)...]
        let first = behind.withoutBlanks
        let column =
            line.place.start.column
            + line.text.unicodeScalars.distance(
                from: line.text.startIndex, to: first.isEmpty ? line.text.endIndex : first.startIndex)
        var parts = [first]
        var end = line.place.end
        while parts[parts.count - 1].hasSuffix("\\"), let next = lines.nextOfValue() {
            parts[parts.count - 1].removeLast()
            parts.append(next.text)
            end = next.place.end
        }
        let value = parts.joined(separator: " ")
        let number = line.place.start.line
        let keyEnd = line.place.start.column + key.unicodeScalars.count
        entries.append(
            Entry(
                section: section, key: String(key), value: String(value[...].withoutBlanks),
                keyPlace: Stretch(start: line.place.start, end: Position(line: number, column: keyEnd)),
                valuePlace: Stretch(start: Position(line: number, column: column), end: end)))
    }
}
