import Console
import Nodes
import Resources

/// The line of a finding, fit for a terminal, and carets below what it is about.
struct Excerpt {
    /// Cells shown of a long line, and how many of them before the finding.
    private static let width = 120
    private static let before = 40
    private static let tab = 4

    /// The line; tabs are spaces, what would steer the terminal is replaced.
    let text: String
    /// Spaces and carets.
    let carets: String

    /// Nil when the finding is about the file as a whole, or the line is not there any more.
    init?(_ finding: LocatedFinding, in lines: SourceLines) {
        let (start, end) = (finding.start, finding.end)
        guard start.line <= lines.count, start != end || start.column > 1 || start.line > 1 else { return nil }
        let scalars = Array(String(decoding: lines[start.line], as: UTF8.self).unicodeScalars)
        let marked = Self.marked(start.column - 1, end.line > start.line ? scalars.count : end.column - 1, of: scalars)
        let shown = Self.window(marked, of: scalars)
        var (text, carets) = (shown.lowerBound > 0 ? "…" : "", shown.lowerBound > 0 ? " " : "")
        var column = text.unicodeScalars.count
        for index in shown {
            let (cell, width) = Self.cell(scalars[index], at: column)
            text += cell
            carets += String(repeating: marked.contains(index) ? "^" : " ", count: width)
            column += width
        }
        if shown.upperBound < scalars.count { text += "…" }
        if marked.isEmpty { carets += "^" }
        self.text = text
        self.carets = String(carets.prefix(carets.utf8.count - carets.utf8.reversed().prefix { $0 == 0x20 }.count))
    }

    /// What gets carets: one scalar at least, unless the finding stands behind the line's last.
    private static func marked(_ start: Int, _ end: Int, of scalars: [Unicode.Scalar]) -> Range<Int> {
        let first = min(start, scalars.count)
        return first..<min(max(end, first + 1), scalars.count)
    }

    /// Which scalars of a line are shown.
    private static func window(_ marked: Range<Int>, of scalars: [Unicode.Scalar]) -> Range<Int> {
        guard scalars.count > width else { return scalars.indices }
        let start = max(0, min(marked.lowerBound - before, scalars.count - width))
        return start..<min(start + width, scalars.count)
    }

    /// How a scalar is shown, and in how many cells.
    private static func cell(_ scalar: Unicode.Scalar, at column: Int) -> (text: String, width: Int) {
        if scalar == "\t" {
            let width = tab - column % tab
            return (String(repeating: " ", count: width), width)
        }
        // Controls have pictures of their own; marks that turn the direction of writing must not work here.
        if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) { return (String(picture), 1) }
        if String(scalar).printable != String(scalar) { return ("\u{FFFD}", 1) }
        return (String(scalar), scalar.displayWidth)
    }
}
